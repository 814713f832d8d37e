import { expect, test } from "@jest/globals";
import { addressesOf, isPublic } from "#activities/notifications/public-addresses";

test.each([
  ["8.8.8.8", true],
  ["23.227.38.65", true],
  ["0.0.0.0", false],
  ["10.1.2.3", false],
  ["100.64.0.1", false],
  ["127.0.0.1", false],
  ["169.254.169.254", false],
  ["172.16.0.1", false],
  ["172.32.0.1", true],
  ["192.168.1.1", false],
  ["198.18.0.1", false],
  ["224.0.0.1", false],
  ["255.255.255.255", false],
  ["2606:4700::1111", true],
  ["::", false],
  ["::1", false],
  ["::ffff:8.8.8.8", false],
  ["::ffff:127.0.0.1", false],
  ["64:ff9b::7f00:1", false],
  ["2001:db8::1", false],
  ["2002:7f00:1::", false],
  ["fc00::1", false],
  ["fe80::1", false],
  ["ff02::1", false],
])("%s is public: %s", (address, expected) => {
  expect(isPublic({ address, family: address.includes(":") ? 6 : 4 })).toBe(expected);
});

test.each(["localhost", "127.0.0.1", "::1", "10.0.0.1"])("%s is only used when it is trusted", async (host) => {
  await expect(addressesOf(host, false)).rejects.toMatchObject({
    type: "notification-refused",
    retryable: false,
    message: expect.stringContaining("WEBHOOK_HOSTS"),
  });
  expect(await addressesOf(host, true)).not.toEqual([]);
});

test("a name that is nowhere may be somewhere later", async () => {
  await expect(addressesOf("nowhere.invalid", false)).rejects.toMatchObject({
    type: "notification-receiver-unavailable",
    retryable: true,
  });
});
