import { z } from "zod";
import { reportParameters } from "#activities/report-parameters";
import { givenSchedule, scheduleName } from "#api/contract/schedules";
import { reports } from "#workflows/catalogue";

const schedulable = reports.filter(({ schedulable }) => schedulable);

/** Numbers come without quotes in YAML. What is allowed is told by the catalogue; editors complete it. */
const report = z
  .union([
    z
      .string()
      .max(50)
      .meta({ enum: schedulable.flatMap(({ name, number }) => [name, String(number)]) }),
    z
      .number()
      .int()
      .transform(String)
      .meta({ enum: schedulable.map(({ number }) => number) }),
  ])
  .describe(
    `Name or number:\n${schedulable.map(({ name, number, caption }) => `${name} (${String(number)} ${caption})`).join("\n")}`,
  );

export const scheduleEntry = z
  .strictObject({
    name: scheduleName.describe("Its own in this file. Another name is another schedule"),
    ...givenSchedule.shape,
    report,
  })
  .describe("A recurring job");

/** A schedule as the file has it. */
export type ScheduleEntry = z.output<typeof scheduleEntry>;

export const fileDefaults = givenSchedule
  .pick({
    shopCode: true,
    timeZone: true,
    jitterSec: true,
    catchUpMinutes: true,
    category: true,
    priority: true,
    maxAttempts: true,
    rerunDelaySec: true,
    jobTimeoutSec: true,
  })
  .partial()
  .describe("For all schedules that do not say otherwise. A shop is not taken by reports of the whole company");

export const schedulesFile = z.strictObject({
  defaults: fileDefaults.optional(),
  schedules: z.array(scheduleEntry).describe("All recurring jobs of the file: those that are left out are removed"),
});

/** What editors complete and check the file by: JSON Schema, in the version that all of them know. */
export function schedulesFileSchema(): object {
  const schema = z.toJSONSchema(schedulesFile, { io: "input", target: "draft-7", unrepresentable: "any" });
  const items = schema.properties?.["schedules"] as { items: object };
  const allOf = schedulable.flatMap(({ name, number }) => {
    const parameters = (reportParameters as Readonly<Record<string, z.ZodType>>)[name];
    if (parameters === undefined) return [];
    const { $schema: _, ...described } = z.toJSONSchema(parameters, {
      io: "input",
      target: "draft-7",
      unrepresentable: "any",
    });
    return [
      {
        if: { properties: { report: { enum: [name, String(number), number] } }, required: ["report"] },
        // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
        then: { properties: { parameters: described } },
      },
    ];
  });
  return {
    ...schema,
    title: "Schedules of the Shopify sync",
    properties: { ...schema.properties, schedules: { ...items, items: { ...items.items, allOf } } },
  };
}
