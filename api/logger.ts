import { pino, type DestinationStream, type Logger } from "pino";

/** Keys whose values never reach a log, wherever they stand in what is logged. */
const secret = ["authorization", "accessToken", "refreshToken", "clientSecret", "password", "apiKey", "cookie"];
const personal = ["email", "phone"];

/** JSON lines on stdout. Secrets and personal data are replaced by the logger itself, also inside errors. */
export const createLogger = (level: string, destination?: DestinationStream): Logger =>
  pino(
    {
      level,
      base: { service: "api" },
      redact: [...secret, ...personal].flatMap((key) => [key, `*.${key}`, `*.*.${key}`, `*.*.*.${key}`]),
    },
    destination ?? pino.destination({ fd: 1, sync: false }),
  );
