import type { ServerResponse } from "node:http";

/** What is sent back; a text body is sent as it is. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export const notFound: HttpAnswer = { status: 404, body: { errors: "Not Found" } };

export const unauthorized: HttpAnswer = {
  status: 401,
  body: { errors: "[API] Invalid API key or access token (unrecognized login or wrong password)" },
};

export function send(response: ServerResponse, { status, headers = {}, body }: HttpAnswer): void {
  const isText = typeof body === "string";
  const text = body === undefined ? "" : isText ? body : JSON.stringify(body);
  response.statusCode = status;
  response.setHeader("Content-Type", isText ? "text/html; charset=utf-8" : "application/json; charset=utf-8");
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.end(text);
}

export const htmlError = (status: number): HttpAnswer => ({
  status,
  body: `<!DOCTYPE html>\n<html><head><title>${String(status)}</title></head><body><h1>Something went wrong</h1><p>What happened? Error ${String(status)}</p></body></html>\n`,
});
