import { defined } from "#database/defined";
import { OperationalError } from "#domain/failure";
import type { ScheduleKey } from "#temporal/schedule-options";
import * as contract from "../contract/schedules.ts";
import type { ApiDeps } from "../deps.ts";
import { created, noContent, ok, route, type Route } from "../http/endpoint.ts";
import { readCursor, writeCursor } from "../http/page.ts";
import { requestedSchedule } from "../schedule-request.ts";
import { scheduleView } from "../schedule-view.ts";

/** Recurring jobs: what runs when, and letting people change it. */
export const scheduleRoutes = (deps: ApiDeps): readonly Route[] => {
  const { schedules } = deps;
  const view = async (key: ScheduleKey) => scheduleView(await schedules.get(key));
  return [
    route(contract.listSchedules, async ({ query: { limit, cursor, count, report, shopCode } }) => {
      const after = cursor === undefined ? undefined : readCursor(cursor, ["text"])[0];
      const filter = defined({
        shopCode,
        report: report === undefined ? report : (deps.catalogue.find(report)?.name ?? report),
      });
      const { items, total, next } = await schedules.list(filter, { limit, ...defined({ after }) });
      return ok({
        items: items.map(scheduleView),
        nextCursor: next === null ? null : writeCursor([next]),
        ...(count === true ? { total } : {}),
      });
    }),

    route(contract.getSchedule, async ({ params }) => ok(await view(keyOf(params.id)))),

    route(contract.putSchedule, async ({ params, body }) => {
      const key = ownKey(params.id);
      const { definition, store } = await requestedSchedule(deps, body);
      const done = await schedules.put(key, definition, store);
      return done === "created" ? created(`/api/schedules/${params.id}`, await view(key)) : ok(await view(key));
    }),

    route(contract.deleteSchedule, async ({ params }) => {
      await schedules.remove(ownKey(params.id));
      return noContent;
    }),

    route(contract.triggerSchedule, async ({ params }) => {
      await schedules.trigger(keyOf(params.id));
      return ok(await view(keyOf(params.id)));
    }),

    route(contract.pauseSchedule, async ({ params, body }) => {
      await schedules.pause(keyOf(params.id), body.reason);
      return ok(await view(keyOf(params.id)));
    }),

    route(contract.unpauseSchedule, async ({ params }) => {
      await schedules.unpause(keyOf(params.id));
      return ok(await view(keyOf(params.id)));
    }),

    route(contract.restartSchedule, async ({ params }) => {
      await schedules.restart(keyOf(params.id));
      return ok(await view(keyOf(params.id)));
    }),
  ];
};

/** The contract lets only these two owners through. */
function keyOf(id: string): ScheduleKey {
  const [owner, name] = id.split(".", 2);
  return { owner: owner === "file" ? "file" : "api", name: name ?? "" };
}

/** Of a schedule that the API may change. Throws `schedule-of-file`: the file would undo it. */
function ownKey(id: string): ScheduleKey {
  const key = keyOf(id);
  if (key.owner === "api") return key;
  throw new OperationalError(
    "schedule-of-file",
    `${id} comes from the schedules file: change it there and apply the file`,
    { retryable: false, params: { schedule: id } },
  );
}
