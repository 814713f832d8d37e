import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { expect } from "@jest/globals";
import { metricsServer, type Metrics } from "#api/metrics";

/** What Prometheus gets: the value of every sample, by name and labels as they are written. */
export async function scrape(metrics: Metrics): Promise<Readonly<Record<string, number>>> {
  const server = metricsServer(metrics).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const answer = await fetch(`http://127.0.0.1:${port}/metrics`);
  const text = await answer.text();
  server.closeAllConnections();
  server.close();
  expect(answer.status).toBe(200);
  const samples = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return Object.fromEntries(
    samples.map((line) => [line.slice(0, line.lastIndexOf(" ")), Number(line.slice(line.lastIndexOf(" ") + 1))]),
  );
}

/** The samples of one metric, without its name. */
export const samplesOf = (figures: Readonly<Record<string, number>>, name: string): Readonly<Record<string, number>> =>
  Object.fromEntries(
    Object.entries(figures).flatMap(([key, value]) =>
      key === name || key.startsWith(`${name}{`) ? [[key.slice(name.length), value] as const] : [],
    ),
  );
