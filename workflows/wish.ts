import { setHandler, upsertMemo, workflowInfo } from "@temporalio/workflow";
import { changePriority, holdJob, readyJob, type Priority } from "./messages.ts";

/** What people want of a job; changes at any moment and is acted on where the job can. */
export interface Wish {
  isHeld: boolean;
  priority: Priority;
}

/** Listens to hold, ready and priority, and shows the priority in the memo, where lists find it. `onChange` may pass them on. */
export function followWishes(wish: Wish, onChange: () => void = () => undefined): void {
  const showPriority = (): void => upsertMemo({ priority: wish.priority });
  // A new execution has the memo the first one was started with.
  if (workflowInfo().memo?.["priority"] !== wish.priority) showPriority();
  setHandler(holdJob, () => {
    wish.isHeld = true;
    onChange();
  });
  setHandler(readyJob, () => {
    wish.isHeld = false;
    onChange();
  });
  setHandler(changePriority, ({ priority }) => {
    wish.priority = priority;
    showPriority();
    onChange();
  });
}
