/**
 * Writes test/replay/fixtures anew: plays every scene on a server of its own with the product's activities, PostgreSQL and sandbox, and keeps
 * the histories. `npm run replay:record`; with words after `--` only scenes whose names contain one of them, beside what is there.
 */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import globalSetup from "../support/global-setup.ts";
import globalTeardown from "../support/global-teardown.ts";
import { inTurns } from "../support/in-turns.ts";
import { fixturePath } from "../support/replay-history.ts";
import { aStage, type Recording, type Scene } from "../support/replay-stage.ts";
import { aReplayWorld, type ReplayWorld } from "../support/replay-world.ts";
import { actionScenes } from "./scenes/action-scenes.ts";
import { importScenes } from "./scenes/import-scenes.ts";
import { lineScenes } from "./scenes/line-scenes.ts";
import { runJobScenes } from "./scenes/run-job-scenes.ts";
import { scenesOf, syncCountriesScenes, syncOrdersScenes } from "./scenes/report-scenes.ts";

const scenes: readonly Scene[] = [
  ...runJobScenes,
  ...scenesOf("syncOrders"),
  ...syncOrdersScenes,
  ...scenesOf("createSalesOrders"),
  ...lineScenes,
  ...actionScenes,
  ...importScenes,
  ...syncCountriesScenes,
];
/** Scenes mostly wait. */
const AT_ONCE = 4;
const LONGEST_SCENE_MS = 60_000;

const codeOf = (scene: Scene): string => `R${scenes.indexOf(scene) + 1}`;
const hostOf = (scene: Scene): string => `${codeOf(scene).toLowerCase()}.myshopify.com`;

const words = process.argv.slice(2);
const wanted = scenes.filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)));
const startedAt = Date.now();
const recordings: Recording[] = [];

async function play(world: ReplayWorld, scene: Scene): Promise<void> {
  const stage = aStage(world, {
    scene: scene.name,
    shopCode: codeOf(scene),
    shop: world.sandbox.shop(hostOf(scene)),
    keep: (recording) => recordings.push(recording),
  });
  try {
    await Promise.race([scene.play(stage), sleep(LONGEST_SCENE_MS, undefined, { ref: false }).then(tooLong)]);
  } catch (error) {
    throw new Error(`Scene ${scene.name} did not go as planned`, { cause: error });
  }
}

function tooLong(): never {
  throw new Error(`It has not ended within ${LONGEST_SCENE_MS} ms`);
}

await globalSetup();
try {
  const world = await aReplayWorld(scenes.map(hostOf));
  const played = await Promise.allSettled(inTurns(AT_ONCE, wanted, (scene) => play(world, scene)));
  await world.close();
  const failures = played.flatMap((result) => (result.status === "rejected" ? [result.reason as unknown] : []));
  const paths = recordings.map(({ path }) => path);
  const twice = paths.filter((path, index) => paths.indexOf(path) !== index);
  if (twice.length > 0) failures.push(new Error(`Kept twice: ${twice.join(", ")}`));
  // Nothing is replaced by half a recording.
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} scenes failed`);
  if (words.length === 0) rmSync(fixturePath(), { recursive: true, force: true });
  for (const { path, text } of recordings) {
    const file = fixturePath(`${path}.json`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  const kilobytes = Math.round(recordings.reduce((sum, { text }) => sum + text.length, 0) / 1_024);
  const seconds = Math.round((Date.now() - startedAt) / 1_000);
  process.stdout.write(`${recordings.length} histories, ${kilobytes} kB, in ${seconds} s\n`);
} finally {
  await globalTeardown();
}
