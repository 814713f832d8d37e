import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { expect, test } from "@jest/globals";
import { choosePort, urlAt } from "#scripts/lib/choose-port";
import { freePort } from "#scripts/lib/processes";

const api = (port: number, host = "127.0.0.1") => ({ port, host, who: "the API", variable: "PORT" });

test("a port that is free is taken without a word", async () => {
  const said: string[] = [];
  const port = await freePort();

  expect(await choosePort(api(port), (line) => said.push(line))).toBe(port);
  expect(said).toEqual([]);
});

test("for a port that is taken there is another one, and both are named with their setting", async () => {
  const said: string[] = [];
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const taken = (server.address() as AddressInfo).port;

  const port = await choosePort(api(taken), (line) => said.push(line));
  server.close();

  expect(port).not.toBe(taken);
  expect(said).toEqual([`Port ${taken} is taken: the API is on ${port}. Set PORT to choose another`]);
});

// Other systems have 127.0.0.1 alone.
const onLinux = process.platform === "linux" ? test : test.skip;
onLinux("a port is free or taken on the address that is listened on", async () => {
  const said: string[] = [];
  const server = createServer().listen(0, "127.0.0.2");
  await once(server, "listening");
  const taken = (server.address() as AddressInfo).port;

  expect(await choosePort(api(taken), (line) => said.push(line))).toBe(taken);
  expect(await choosePort(api(taken, "127.0.0.2"), (line) => said.push(line))).not.toBe(taken);
  server.close();

  expect(said).toHaveLength(1);
});

test("an address that this machine does not have is named", async () => {
  await expect(choosePort(api(3000, "192.0.2.1"), () => undefined)).rejects.toThrow(
    "Nothing can listen on 192.0.2.1: set HOST to an address that this machine has",
  );
});

test.each([
  ["127.0.0.1", "http://127.0.0.1:3000"],
  ["0.0.0.0", "http://127.0.0.1:3000"],
  ["::", "http://127.0.0.1:3000"],
  ["::1", "http://[::1]:3000"],
  ["sync.example.com", "http://sync.example.com:3000"],
])("what listens on %s is reached at %s", (host, url) => {
  expect(urlAt(host, 3000)).toBe(url);
});
