import type { ErrorRequestHandler, RequestHandler, Response } from "express";
import type { Logger } from "pino";
import { isForBrowser, sendPage } from "./browser-page.ts";
import { Problem } from "./problem.ts";
import { problemOfError } from "./problem-of-error.ts";
import { requestIdOf } from "./request-log.ts";

/** The one place that answers errors. What nobody foresaw is logged with its stack and answered without it. */
export const errorHandler =
  (log: Logger): ErrorRequestHandler =>
  (error, request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const requestId = requestIdOf(response);
    const problem = problemOfError(error);
    if (problem === undefined || problem.status >= 500) {
      log.error({ requestId, method: request.method, path: request.path, err: error as unknown }, "request failed");
    }
    sendProblem(response, problem ?? unexpected(requestId));
  };

export const unknownPath: RequestHandler = (request) => {
  throw new Problem(404, "path-not-found", `There is nothing at ${request.method} ${request.path}; see /api/docs`);
};

const unexpected = (requestId: string): Problem =>
  new Problem(500, "internal-error", `Something went wrong here; the log names it by request id ${requestId}`);

function sendProblem(response: Response, problem: Problem): void {
  const title = TITLES[problem.status] ?? "Error";
  response.status(problem.status).set(problem.headers).set("cache-control", "no-store");
  if (isForBrowser(response)) {
    const text = `${problem.message} (${problem.code}, request id ${requestIdOf(response)})`;
    sendPage(response, { title, text });
    return;
  }
  response.type("application/problem+json").send(
    JSON.stringify({
      type: "about:blank",
      title,
      status: problem.status,
      code: problem.code,
      detail: problem.message,
      params: problem.params,
      ...(problem.errors === undefined ? {} : { errors: problem.errors }),
      requestId: requestIdOf(response),
    }),
  );
}

const TITLES: Readonly<Record<number, string>> = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  409: "Conflict",
  412: "Precondition Failed",
  413: "Content Too Large",
  415: "Unsupported Media Type",
  422: "Unprocessable Content",
  429: "Too Many Requests",
  500: "Internal Server Error",
  503: "Service Unavailable",
};
