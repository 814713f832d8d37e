import type { Delivery } from "#database/notification-deliveries";
import { english } from "#domain/jobs/notification-texts";
import { findReport } from "#workflows/catalogue";

/** What is sent, whichever way: no secrets, no personal data. */
export interface Message {
  /** The same in every repeat. */
  readonly id: string;
  readonly event: "job.failed" | "job.recovered" | "test";
  readonly occurredAt: string;
  readonly title: string;
  /** Title and what to do, for people; chats show this member. */
  readonly text: string;
  readonly report: string | null;
  readonly shopCode: string | null;
  readonly entryId: string | null;
  readonly error: { readonly type: string; readonly message: string } | null;
  readonly failuresInARow: number;
  /** The schedule that stopped with this failure. */
  readonly schedule: string | null;
  /** Of our API: GET shows the run, POST restarts the job or its schedule. */
  readonly links: { readonly details: string | null; readonly restart: string | null };
}

/** Without a public address links are paths. */
export function messageOf(notification: Delivery["notification"], publicUrl: string | undefined): Message {
  const { event, report, shop, entryId, entryNo, errorType, errorMessage, failures, schedule } = notification;
  const caption = report === null ? null : (findReport(report)?.caption ?? report);
  const facts = { event, caption, shop, failures, schedule, errorMessage };
  const link = (path: string): string => (publicUrl === undefined ? path : new URL(path, publicUrl).href);
  const restart =
    schedule === null ? `/api/job-queue-entries/${entryId}/restart` : `/api/schedules/${schedule}/restart`;
  const title = english.title(facts);
  return {
    id: notification.id,
    event,
    occurredAt: notification.occurredAt.toISOString(),
    title,
    text: [title, ...english.lines(facts)].join("\n"),
    report,
    shopCode: shop,
    entryId,
    error: errorType === null ? null : { type: errorType, message: errorMessage ?? "" },
    failuresInARow: failures,
    schedule,
    links: {
      details: entryNo === null ? null : link(`/api/job-queue-log-entries/${entryNo}`),
      restart: event === "job.failed" ? link(restart) : null,
    },
  };
}
