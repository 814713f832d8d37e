import { expect } from "@jest/globals";
import type { CallOptions, TestApi } from "./an-api.ts";

export interface Cue {
  readonly key: string;
  readonly value: number;
  readonly style: string;
  readonly list: string;
}

export async function cuesOf(api: TestApi, shopCode?: string): Promise<Readonly<Record<string, Cue>>> {
  return cuesAt(api, `/api/cues${shopCode === undefined ? "" : `?shopCode=${shopCode}`}`);
}

/** The cues of jobs that the owner of a key started. */
export const ownCuesOf = (api: TestApi, key: string): Promise<Readonly<Record<string, Cue>>> =>
  cuesAt(api, "/api/cues?requestedBy=me", { key });

async function cuesAt(api: TestApi, path: string, options?: CallOptions): Promise<Readonly<Record<string, Cue>>> {
  const { status, body } = await api.call("GET", path, undefined, options);
  expect(status).toBe(200);
  return Object.fromEntries((body["cues"] as readonly Cue[]).map((cue) => [cue.key, cue]));
}

/** Each list has as many records as its cue says: as its total, and in its items. */
export async function expectEveryListToAgree(api: TestApi, shopCode?: string): Promise<void> {
  const all = Object.values(await cuesOf(api, shopCode));
  expect(all.length).toBeGreaterThanOrEqual(11);
  await expectListsToAgree(api, all);
}

export async function expectListsToAgree(api: TestApi, cues: readonly Cue[], options?: CallOptions): Promise<void> {
  for (const { key, list, value } of cues) {
    const { status, body } = await api.call("GET", list, undefined, options);
    const { length } = body["items"] as readonly unknown[];
    expect({ key, status, total: body["total"], length }).toEqual({ key, status: 200, total: value, length: value });
  }
}
