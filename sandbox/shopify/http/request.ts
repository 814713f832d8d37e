import type { IncomingMessage } from "node:http";

/** A request, read to its end. */
export interface HttpRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** Host name of the shop: `X-Forwarded-Host`, else `Host`, without port; browsers find it as `{shop}.localhost`. */
  readonly host: string;
  readonly contentType: string;
  readonly body: string;
  header(name: string): string | undefined;
}

/** Larger than any seed, small enough to stop a mistake. */
const LARGEST_BODY = 256 * 1024 * 1024;

export class BodyTooLarge extends Error {}

export async function readRequest(incoming: IncomingMessage): Promise<HttpRequest> {
  const url = new URL(incoming.url ?? "/", "http://sandbox");
  const header = (name: string): string | undefined => {
    const value = incoming.headers[name];
    return Array.isArray(value) ? value[0] : value;
  };
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    const bytes = chunk as Buffer;
    size += bytes.length;
    if (size > LARGEST_BODY) throw new BodyTooLarge(`The body is larger than ${String(LARGEST_BODY)} bytes`);
    chunks.push(bytes);
  }
  return {
    method: incoming.method ?? "GET",
    path: url.pathname,
    query: url.searchParams,
    host: (header("x-forwarded-host") ?? header("host") ?? "")
      .replace(/:\d+$/, "")
      .toLowerCase()
      .replace(/\.localhost$/, ""),
    contentType: (header("content-type") ?? "").split(";", 1)[0]?.trim().toLowerCase() ?? "",
    body: Buffer.concat(chunks).toString(),
    header,
  };
}

/** Undefined when the text is no JSON object. */
export function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Readonly<Record<string, unknown>>)
      : undefined;
  } catch {
    return undefined;
  }
}

/** Members of a form or JSON body. */
export function parseForm(request: HttpRequest): Readonly<Record<string, string>> {
  if (request.contentType === "application/x-www-form-urlencoded")
    return Object.fromEntries(new URLSearchParams(request.body));
  const members = Object.entries(parseObject(request.body) ?? {});
  return Object.fromEntries(members.filter((member): member is [string, string] => typeof member[1] === "string"));
}
