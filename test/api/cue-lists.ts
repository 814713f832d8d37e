import { expect } from "@jest/globals";
import type { TestApi } from "./an-api.ts";

export interface Cue {
  readonly key: string;
  readonly value: number;
  readonly style: string;
  readonly list: string;
}

export async function cuesOf(api: TestApi, shopCode?: string): Promise<Readonly<Record<string, Cue>>> {
  const { status, body } = await api.call("GET", `/api/cues${shopCode === undefined ? "" : `?shopCode=${shopCode}`}`);
  expect(status).toBe(200);
  return Object.fromEntries((body["cues"] as readonly Cue[]).map((cue) => [cue.key, cue]));
}

/** Each list has as many records as its cue says: as its total, and in its items. */
export async function expectEveryListToAgree(api: TestApi, shopCode?: string): Promise<void> {
  const all = Object.values(await cuesOf(api, shopCode));
  expect(all.length).toBeGreaterThanOrEqual(11);
  for (const { key, list, value } of all) {
    const { status, body } = await api.call("GET", list);
    const { length } = body["items"] as readonly unknown[];
    expect({ key, status, total: body["total"], length }).toEqual({ key, status: 200, total: value, length: value });
  }
}
