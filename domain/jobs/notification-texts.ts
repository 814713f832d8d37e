/** What a message tells; for a test everything is null. */
export interface NotificationFacts {
  readonly event: "job.failed" | "job.recovered" | "test";
  /** Of the report. */
  readonly caption: string | null;
  readonly shop: string | null;
  readonly failures: number;
  /** The schedule that stopped. */
  readonly schedule: string | null;
  readonly errorMessage: string | null;
}

/** Messages in one language; another language is another one of these. */
export interface NotificationTexts {
  /** What happened, in one line. */
  readonly title: (facts: NotificationFacts) => string;
  /** What is to be known and done, in sentences. */
  readonly lines: (facts: NotificationFacts) => readonly string[];
  /** What stands before the addresses in a mail: of the run, and of what restarts it. */
  readonly details: string;
  readonly restart: string;
}

const forShop = (shop: string | null): string => (shop === null ? "" : ` for shop ${shop}`);

export const english: NotificationTexts = {
  title: ({ event, caption, shop, failures }) => {
    switch (event) {
      case "job.failed":
        return `${caption} failed${forShop(shop)}${failures > 1 ? `, ${failures} times in a row` : ""}`;
      case "job.recovered":
        return `${caption} works again${forShop(shop)}`;
      case "test":
        return "Test of notifications";
    }
  },
  lines: ({ event, failures, schedule, errorMessage }) => {
    switch (event) {
      case "job.failed":
        return [
          ...(errorMessage === null ? [] : [errorMessage]),
          ...(schedule === null
            ? ["Settle the cause, then restart the job."]
            : [`Settle the cause, then restart the schedule ${schedule}: it runs nothing until then.`]),
        ];
      case "job.recovered":
        return [
          `It succeeded after ${failures === 1 ? "one failure" : `${failures} failures`}. There is nothing to do.`,
        ];
      case "test":
        return ["Messages about jobs arrive here. There is nothing to do."];
    }
  },
  details: "Details",
  restart: "Restart",
};
