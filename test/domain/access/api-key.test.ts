import { expect, test } from "@jest/globals";
import { stateOfApiKey } from "#domain/access/api-key";
import { covers } from "#domain/access/scope";

const now = new Date("2026-05-04T12:00:00Z");
const earlier = new Date("2026-05-04T11:59:59Z");
const later = new Date("2026-05-04T12:00:01Z");

test("each scope includes those before it, and none after it", () => {
  expect(covers("read", "read")).toBe(true);
  expect(covers("read", "operate")).toBe(false);
  expect(covers("operate", "read")).toBe(true);
  expect(covers("operate", "admin")).toBe(false);
  expect(covers("admin", "operate")).toBe(true);
});

test("a key is good until the moment it expires at", () => {
  expect(stateOfApiKey({ expiresAt: null, revokedAt: null }, now)).toBe("active");
  expect(stateOfApiKey({ expiresAt: later, revokedAt: null }, now)).toBe("active");
  expect(stateOfApiKey({ expiresAt: now, revokedAt: null }, now)).toBe("expired");
});

test("a revoked key is revoked, whether it would still be good or not", () => {
  expect(stateOfApiKey({ expiresAt: later, revokedAt: earlier }, now)).toBe("revoked");
  expect(stateOfApiKey({ expiresAt: earlier, revokedAt: earlier }, now)).toBe("revoked");
});
