import { randomBytes } from "node:crypto";
import { expect, test } from "@jest/globals";
import { createSecrets } from "#shopify/secrets";

const key = randomBytes(32).toString("base64");
const newKey = randomBytes(32).toString("base64");

test("a secret opens where it was sealed, and reads differently each time", () => {
  const secrets = createSecrets([key]);
  const sealed = secrets.seal("shpat_æøå", "registered_store/demo/accessToken");

  expect(secrets.open(sealed, "registered_store/demo/accessToken")).toBe("shpat_æøå");
  expect(sealed).not.toContain("shpat");
  expect(secrets.seal("shpat_æøå", "registered_store/demo/accessToken")).not.toBe(sealed);
});

test("moved to another store, changed, or with another key it does not open", () => {
  const secrets = createSecrets([key]);
  const sealed = secrets.seal("shpat_1", "a");
  const unreadable = expect.objectContaining({ type: "secret-unreadable", retryable: false });

  expect(() => secrets.open(sealed, "b")).toThrow(unreadable);
  expect(() => secrets.open(`${sealed.slice(0, -2)}AA`, "a")).toThrow(unreadable);
  expect(() => secrets.open("shpat_1", "a")).toThrow(unreadable);
  expect(() => createSecrets([newKey]).open(sealed, "a")).toThrow(unreadable);
});

test("a key is changed by putting a new one in front", () => {
  const sealed = createSecrets([key]).seal("shpat_1", "a");
  const changed = createSecrets([newKey, key]);

  expect(changed.open(sealed, "a")).toBe("shpat_1");
  expect(createSecrets([newKey]).open(changed.seal("shpat_2", "a"), "a")).toBe("shpat_2");
});

test("a key of the wrong length is refused at start", () => {
  expect(() => createSecrets([randomBytes(16).toString("base64")])).toThrow("32 bytes");
});
