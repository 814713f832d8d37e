import { z } from "zod";
import { endpoint } from "../http/endpoint.ts";

export const healthz = endpoint({
  id: "getHealth",
  method: "get",
  path: "/healthz",
  tag: "Health",
  summary: "Answers while this process lives",
  isPublic: true,
  answers: { 200: z.strictObject({ status: z.literal("ok") }) },
});

export const readyz = endpoint({
  id: "getReadiness",
  method: "get",
  path: "/readyz",
  tag: "Health",
  summary: "Answers 200 while PostgreSQL and Temporal can be reached, else 503 and names who is away",
  isPublic: true,
  answers: { 200: z.strictObject({ status: z.literal("ready") }) },
  problems: ["not-ready"],
});
