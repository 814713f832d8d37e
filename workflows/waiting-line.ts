import type { QueueTicket, WaitingTicket } from "./messages.ts";

/** Rules of the line, without the workflow around them. */

/** The line with this ticket in it: a ticket that waits already keeps its place and takes the new priority. */
export function withTicket(
  waiting: readonly WaitingTicket[],
  ticket: QueueTicket,
  seq: number,
): readonly WaitingTicket[] {
  if (!waiting.some((one) => one.firstRunId === ticket.firstRunId)) return [...waiting, { ...ticket, seq }];
  return waiting.map((one) => (one.firstRunId === ticket.firstRunId ? { ...one, priority: ticket.priority } : one));
}

export function withoutTicket(waiting: readonly WaitingTicket[], firstRunId: string): readonly WaitingTicket[] {
  return waiting.filter((one) => one.firstRunId !== firstRunId);
}

/** Tickets whose time is over are not granted; their attempts see that by themselves. */
export function withoutExpired(waiting: readonly WaitingTicket[], now: number): readonly WaitingTicket[] {
  return waiting.filter((one) => one.expiresAt === undefined || Date.parse(one.expiresAt) > now);
}

/**
 * In the order of their turns: smallest priority number, then first come. Waiting for `ageingMs` counts like one step of
 * priority, so that a stream of urgent jobs cannot keep a job of low priority waiting for ever.
 */
export function inOrder(waiting: readonly WaitingTicket[], now: number, ageingMs: number): readonly WaitingTicket[] {
  const rank = (one: WaitingTicket): number =>
    Math.max(1, one.priority - Math.floor(Math.max(0, now - Date.parse(one.enqueuedAt)) / ageingMs));
  return waiting.toSorted(
    (a, b) => rank(a) - rank(b) || Date.parse(a.enqueuedAt) - Date.parse(b.enqueuedAt) || a.seq - b.seq,
  );
}
