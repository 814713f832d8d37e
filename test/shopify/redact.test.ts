import { expect, test } from "@jest/globals";
import { redacted } from "#shopify/redact";

test("tokens and the signatures of upload targets are not kept", () => {
  const answer =
    '{"data":{"stagedUploadsCreate":{"stagedTargets":[{"url":"https://u","parameters":[{"name":"key","value":"k"},{"name":"x-goog-signature","value":"s3cret"}]}]}}}';

  expect(redacted(answer, [])).not.toContain("s3cret");
  expect(redacted("token shpat_1 and shpat_1", ["shpat_1", ""])).toBe("token (redacted) and (redacted)");
});

test("an upload target that is signed in its address is kept without the signature", () => {
  const answer =
    '{"data":{"stagedUploadsCreate":{"stagedTargets":[{"url":"https://u/a?X-Signature=s3cret","resourceUrl":"https://u/a","parameters":[]}]}}}';

  expect(redacted(answer, [])).toContain('"url":"https://u/a?(redacted)","resourceUrl":"https://u/a"');
  expect(redacted('{"data":{"shop":{"url":"https://u/a?page=2"}}}', [])).toContain("page=2");
});

test("a zero byte, which a table cannot hold, is replaced", () => {
  expect(redacted("a\u0000b", [])).toBe("a\uFFFDb");
});
