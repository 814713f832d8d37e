import { z } from "zod";

const port = (fallback: number) => z.coerce.number().int().min(0).max(65_535).default(fallback);
const perMinute = (fallback: number) => z.coerce.number().int().min(1).default(fallback);
const list = (fallback: string) =>
  z
    .string()
    .default(fallback)
    .transform((text) =>
      text
        .split(",")
        .map((part) => part.trim().toLowerCase())
        .filter((part) => part !== ""),
    );

const WORKER_ROLES = ["sync", "shopify", "erp", "job-queue"] as const;

/** Every variable the product reads, with its default. `npm start` fills in what it starts itself. */
const variables = z.object({
  PORT: port(3000).describe("API; bound to 127.0.0.1 unless HOST is set"),
  HOST: z.string().min(1).default("127.0.0.1"),
  PUBLIC_URL: z.url().optional().describe("Where Shopify and browsers reach the API"),
  TRUST_PROXY: z.coerce.number().int().min(0).max(10).default(0).describe("Proxies before the API"),
  RATE_LIMIT_PER_MINUTE: perMinute(1200).describe("Requests with one key, of one process of the API"),
  FAILED_KEYS_PER_MINUTE: perMinute(60).describe("Keys that open nothing, from one address"),
  WEBHOOK_HOSTS: list("").describe("Hosts that notifications may also reach by http or in a private network"),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, "must begin with smtp:// or smtps://")
    .refine(
      (url) => URL.canParse(url) && new URL(url).hostname !== "",
      "must be an address such as smtps://user:password@mail.example.com",
    )
    .optional(),
  SMTP_FROM: z
    .string()
    .regex(
      /^[^\r\n<>]*(?:<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/,
      "must be an e-mail address, with or without a name before it",
    )
    .optional(),
  DATA_DIR: z.string().min(1).default(".data"),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, "must begin with postgres://")
    .optional(),
  TEMPORAL_ADDRESS: z.string().min(1).optional(),
  TEMPORAL_NAMESPACE: z.string().min(1).default("default"),
  TEMPORAL_UI_URL: z.url().optional(),
  ADMIN_API_KEY: z.string().min(16, "needs at least 16 characters").optional(),
  ENCRYPTION_KEY: z
    .string()
    .refine((text) => Buffer.from(text, "base64").length === 32, "must be 32 bytes in base64")
    .optional(),
  SHOPIFY_CLIENT_ID: z.string().min(1).optional(),
  SHOPIFY_CLIENT_SECRET: z.string().min(1).optional(),
  SHOPIFY_API_VERSION_EXPIRES_AT: z.iso.datetime().optional().describe("Overrides the end of the pinned version"),
  SANDBOX_PORT: port(4010),
  SANDBOX_HOSTS: list("demo.myshopify.com").describe("Store hosts that are sent to the sandbox"),
  SANDBOX_ORDERS: z.coerce.number().int().min(0).max(100_000).default(200),
  ERP: z.enum(["ledger"]).default("ledger"),
  JOB_QUEUE_SCOPE: z.enum(["store", "company"]).default("store"),
  WORKER_ROLES: list(WORKER_ROLES.join(",")).pipe(z.array(z.enum(WORKER_ROLES)).min(1)),
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]).default("info"),
  METRICS_PORT: port(0).describe("Figures for Prometheus; 0: none"),
});

/** The names of these variables. */
export const environmentVariables: readonly string[] = Object.keys(variables.shape);

const schema = variables.refine((given) => (given.SMTP_URL === undefined) === (given.SMTP_FROM === undefined), {
  path: ["SMTP_FROM"],
  message: "is set together with SMTP_URL, or neither of them",
});

export type Environment = Readonly<z.infer<typeof schema>>;

/** The environment is not as it has to be. The message lists every problem, one a line. */
export class EnvironmentError extends Error {
  override readonly name = "EnvironmentError";
}

/** Reads the variables once, in a main file. Throws one `EnvironmentError` that names all problems; never repeats a value. */
export function readEnvironment(variables: Readonly<Record<string, string | undefined>>): Environment {
  // An empty variable in a shell or a container file means "not set".
  const given = Object.fromEntries(
    Object.entries(variables).filter(([, value]) => value !== undefined && value !== ""),
  );
  const result = schema.safeParse(given);
  if (result.success) return Object.freeze(result.data);
  const problems = result.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
  throw new EnvironmentError(`The environment needs attention:\n${problems.join("\n")}`);
}

/** Where mail goes out, and from whom it is; undefined: nowhere. */
export function mailServerOf({
  SMTP_URL: url,
  SMTP_FROM: from,
}: Environment): { readonly url: string; readonly from: string } | undefined {
  return url === undefined || from === undefined ? undefined : { url, from };
}
