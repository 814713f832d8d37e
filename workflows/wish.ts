import { setHandler } from "@temporalio/workflow";
import { changePriority, holdJob, readyJob, type Priority } from "./messages.ts";

/** What people want of a job; changes at any moment and is acted on where the job can. */
export interface Wish {
  isHeld: boolean;
  priority: Priority;
}

/** Listens to hold, ready and priority. `onChange` may pass them on. */
export function followWishes(wish: Wish, onChange: () => void = () => undefined): void {
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
    onChange();
  });
}
