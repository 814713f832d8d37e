import { expect, test } from "@jest/globals";
import { problemOfWebhookAddress } from "#domain/jobs/webhook-address";

test.each([
  ["https://example.com/hooks?key=1", undefined],
  ["https://example.com:8443/", undefined],
  ["http://chat.intern:8065/hooks", undefined],
  ["http://example.com/", "not-https"],
  ["http://chat.intern.example.com/", "not-https"],
  ["https://user:secret@example.com/", "has-password"],
  ["https://user@chat.intern/", "has-password"],
  ["ftp://example.com/", "not-a-url"],
  ["file:///etc/passwd", "not-a-url"],
  ["example.com", "not-a-url"],
  ["", "not-a-url"],
])("%s: %s", (address, problem) => {
  expect(problemOfWebhookAddress(address, ["chat.intern"])).toBe(problem);
});
