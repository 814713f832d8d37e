type Variables = Readonly<Record<string, string | undefined>>;

interface Failure {
  readonly code?: string | number;
  readonly syscall?: string;
  readonly port?: number;
  readonly address?: string;
  readonly name?: string;
  readonly message?: string;
  readonly details?: string;
  readonly errors?: readonly Failure[];
}

const GRPC_UNAVAILABLE = 14;
/** SQLSTATE: wrong password, no right to log in, no such database. */
const LOGIN_REFUSED = ["28P01", "28000", "3D000"];

/**
 * The sentence for what keeps an API or a worker from starting and lies outside of it: a port that is taken, a PostgreSQL or a
 * Temporal that does not answer. Names the variable to look at; never repeats a password. Undefined when it is something else.
 */
export function startProblem(error: unknown, variables: Variables): string | undefined {
  if (typeof error !== "object" || error === null) return undefined;
  const failure = error as Failure;
  return (
    listenProblem(failure, variables) ?? temporalProblem(failure, variables) ?? databaseProblem(failure, variables)
  );
}

function listenProblem({ syscall, code, port, address, message }: Failure, variables: Variables): string | undefined {
  const { HOST = "127.0.0.1", METRICS_PORT = "" } = variables;
  const exporter = /Failed to start prometheus metrics exporter: (?<reason>[^(\n]*)/.exec(message ?? "");
  if (exporter !== null) {
    const reason = exporter.groups?.["reason"]?.trim() ?? "";
    return `No figures can be served on ${HOST}:${METRICS_PORT} (${reason}): set METRICS_PORT to a free port`;
  }
  if (syscall === "getaddrinfo" && message?.includes(HOST) === true) return noAddress(HOST);
  if (syscall !== "listen") return undefined;
  const name = String(port) === METRICS_PORT ? "METRICS_PORT" : "PORT";
  if (code === "EADDRINUSE")
    return `Port ${String(port)} is taken: set ${name} to another one, or end what listens there`;
  if (code === "EACCES") return `Port ${String(port)} may not be used by everybody: set ${name} to one above 1023`;
  return noAddress(address ?? HOST);
}

const noAddress = (address: string): string => `This machine has no address ${address}: set HOST to one that it has`;

function temporalProblem({ code, name, details, message }: Failure, variables: Variables): string | undefined {
  if (code !== GRPC_UNAVAILABLE && name !== "TransportError") return undefined;
  const text = details ?? message ?? "";
  const reason = /Last error: (?:Error: )?(?<reason>.*?)\. Resolution note/.exec(text)?.groups?.["reason"] ?? text;
  const place = variables["TEMPORAL_ADDRESS"] ?? "the address of your Temporal profile";
  return `Temporal does not answer at ${place} (${reason}): start it, or set TEMPORAL_ADDRESS to where it is`;
}

function databaseProblem(failure: Failure, { DATABASE_URL = "" }: Variables): string | undefined {
  const { code, syscall, message = "" } = failure.errors?.[0] ?? failure;
  if (syscall === "connect" || syscall === "getaddrinfo") {
    return `PostgreSQL does not answer at ${placeOf(DATABASE_URL)} (${String(code)}): start it, or set DATABASE_URL to where it is`;
  }
  if (typeof code !== "string" || !LOGIN_REFUSED.includes(code)) return undefined;
  return `PostgreSQL at ${placeOf(DATABASE_URL)} lets nobody in (${message}): check user, password and database in DATABASE_URL`;
}

const placeOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : "DATABASE_URL");
