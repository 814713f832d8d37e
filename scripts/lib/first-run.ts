import { setTimeout as sleep } from "node:timers/promises";
import { DEMO_ACCOUNTS } from "./demo-shop.ts";
import { OperatorError } from "./operator-error.ts";

const DEMO_SHOP = { code: "DEMO", autoCreateOrders: true, skuMapping: "itemNo", ...DEMO_ACCOUNTS };
const JOBS = ["syncOrders", "createSalesOrders"] as const;
const POLL_MS = 150;
const LONGEST_RUN_MS = 10 * 60_000;

export interface FirstRunOptions {
  readonly apiUrl: string;
  readonly adminApiKey: string;
  /** Hosts of the stores in the sandbox (SANDBOX_HOSTS): any other one would be the real Shopify. */
  readonly sandboxStores: readonly string[];
  readonly say: (line: string) => void;
}

interface ShownShop {
  readonly shopifyUrl: string;
  readonly enabled: boolean;
  readonly enabledAt: string | null;
}

interface JobEntry {
  readonly id: string;
  readonly status: string;
  readonly progress?: { readonly phase: string; readonly read: number; readonly changed: number } | null;
  readonly result?: { readonly outcome: string; readonly counts: Readonly<Record<string, number>> } | null;
  readonly error?: { readonly message: string } | null;
}

interface Cue {
  readonly caption: string;
  readonly value: number;
  readonly style: string;
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** The API as its users call it: the first run proves the same path that `curl` takes. */
function apiCaller({ apiUrl, adminApiKey }: FirstRunOptions) {
  return async (method: string, path: string, body?: unknown): Promise<Answer> => {
    const response = await fetch(apiUrl + path, {
      method,
      headers: {
        authorization: `Bearer ${adminApiKey}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === "" ? undefined : (JSON.parse(text) as unknown) };
  };
}

type Call = ReturnType<typeof apiCaller>;

async function expectStatus(call: Promise<Answer>, what: string, ...accepted: readonly number[]): Promise<unknown> {
  const { status, body } = await call;
  if (accepted.includes(status)) return body;
  const detail = (body as { detail?: string } | undefined)?.detail ?? "";
  throw new OperatorError(`${what} was answered with ${String(status)}: ${detail}`);
}

/** True when the demo shop is fit to run. What somebody made of it since the first start is respected, with a word. */
async function connectDemoShop(call: Call, { sandboxStores, say }: FirstRunOptions): Promise<boolean> {
  const path = `/api/shops/${DEMO_SHOP.code}`;
  const found = await call("GET", path);
  let shop = found.status === 200 ? (found.body as ShownShop) : undefined;
  if (shop === undefined) {
    const [store] = sandboxStores;
    if (store === undefined) {
      say("The sandbox has no store (SANDBOX_HOSTS), so no shop DEMO is made");
      return false;
    }
    const created = call("POST", "/api/shops", { ...DEMO_SHOP, shopifyUrl: store });
    shop = (await expectStatus(created, "Creating the shop DEMO", 201)) as ShownShop;
  }
  const { shopifyUrl, enabled, enabledAt } = shop;
  const store = sandboxStores.find((host) => shopifyUrl.includes(host));
  if (store === undefined) {
    say("The shop DEMO is not in the sandbox (SANDBOX_HOSTS), so its orders are not read");
    return false;
  }
  if (!enabled && enabledAt !== null) {
    say("The shop DEMO is disabled, so its orders are not read");
    return false;
  }
  if (!enabled) await expectStatus(call("POST", `${path}/enable`, {}), "Enabling the shop DEMO", 200);
  say(`The shop DEMO is connected to the sandbox store ${store}`);
  return true;
}

/** Starts a job and waits for its end, saying now and then how far it is. */
async function runJob(call: Call, report: string, say: (line: string) => void): Promise<JobEntry> {
  const started = (await expectStatus(
    call("POST", `/api/jobs/${report}`, { shopCodes: [DEMO_SHOP.code] }),
    `Starting ${report}`,
    // 200: somebody set the shop to wait for its jobs.
    ...[200, 202],
  )) as {
    entries: readonly JobEntry[];
  };
  const id = started.entries[0]?.id;
  if (id === undefined) throw new OperatorError(`${report} was accepted without an entry`);
  let saidAt = Date.now();
  for (const until = Date.now() + LONGEST_RUN_MS; Date.now() < until; await sleep(POLL_MS)) {
    const entry = (await expectStatus(
      call("GET", `/api/job-queue-entries/${id}`),
      `Looking at ${report}`,
      200,
    )) as JobEntry;
    if (entry.status === "finished" || entry.status === "error") return entry;
    if (Date.now() - saidAt > 3000 && entry.progress) {
      saidAt = Date.now();
      say(
        `${report}: ${entry.progress.phase}, ${String(entry.progress.read)} read, ${String(entry.progress.changed)} changed`,
      );
    }
  }
  throw new OperatorError(`${report} has not ended after ten minutes: look at GET /api/job-queue-entries/${id}`);
}

function describeEnd(report: string, entry: JobEntry): string {
  if (entry.error) return `${report} failed: ${entry.error.message}`;
  const counts = Object.entries(entry.result?.counts ?? {}).filter(([, count]) => count > 0);
  return `${report} ${entry.result?.outcome ?? entry.status}: ${counts.map(([name, count]) => `${String(count)} ${name}`).join(", ")}`;
}

async function printCues(call: Call): Promise<void> {
  const { cues } = (await expectStatus(call("GET", "/api/cues"), "Reading the cues", 200)) as { cues: readonly Cue[] };
  console.log("\nStatus cues");
  for (const cue of cues) console.log(`  ${cue.caption.padEnd(28)}${String(cue.value).padStart(6)}  ${cue.style}`);
}

/** Connects the demo shop, runs both order reports once and prints the cues. True unless a job ended badly. */
export async function firstRun(options: FirstRunOptions): Promise<boolean> {
  const call = apiCaller(options);
  const reports = (await connectDemoShop(call, options)) ? JOBS : [];
  let hasSucceeded = true;
  for (const report of reports) {
    const entry = await runJob(call, report, options.say);
    options.say(describeEnd(report, entry));
    if (entry.result?.outcome.startsWith("succeeded") !== true) hasSucceeded = false;
  }
  await printCues(call);
  return hasSucceeded;
}
