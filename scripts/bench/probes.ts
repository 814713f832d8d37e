import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { sql } from "kysely";
import type { Database } from "#database/connection";

const SAMPLE_MS = 50;
const MEMORY_MS = 500;

/** Asks PostgreSQL again and again whether it works for a worker. `take` answers the share of the samples since the last `take`. */
export function watchPostgres(db: Database) {
  let samples = 0;
  let busy = 0;
  const timer = setInterval(() => {
    void sql<{ busy: boolean }>`
      select exists (select from pg_stat_activity where application_name = 'worker' and state = 'active') as busy`
      .execute(db)
      .then(({ rows }) => {
        samples += 1;
        if (rows[0]?.busy === true) busy += 1;
      })
      .catch(() => undefined);
  }, SAMPLE_MS);
  return {
    take(): number {
      const share = samples === 0 ? 0 : busy / samples;
      samples = 0;
      busy = 0;
      return share;
    },
    stop: () => clearInterval(timer),
  };
}

/** Samples the resident memory of processes; the most any of them had, in bytes. */
export function watchMemory(pids: readonly number[]) {
  let peak = 0;
  const look = (): void => {
    for (const pid of pids) peak = Math.max(peak, residentBytes(pid));
  };
  const timer = setInterval(look, MEMORY_MS);
  return {
    peakBytes(): number {
      look();
      return peak;
    },
    stop: () => clearInterval(timer),
  };
}

/** On Linux the peak the kernel noted, elsewhere what it is now; 0 for a process that is gone. */
function residentBytes(pid: number): number {
  try {
    if (existsSync("/proc/self/status")) {
      const [, kilobytes = "0"] = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
      return Number(kilobytes) * 1024;
    }
    return Number(execFileSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" })) * 1024;
  } catch {
    return 0;
  }
}

/** Seconds of processor time these processes and their children have used; null where /proc does not tell. */
export function processorSeconds(pids: readonly number[]): number | null {
  if (!existsSync("/proc/self/stat")) return null;
  const all = new Set(pids);
  const stats = readdirSync("/proc").flatMap((name) => (/^\d+$/.test(name) ? statOf(Number(name)) : []));
  for (const { pid, parent } of stats.toSorted((a, b) => a.pid - b.pid)) if (all.has(parent)) all.add(pid);
  return stats.filter(({ pid }) => all.has(pid)).reduce((sum, { ticks }) => sum + ticks, 0) / TICKS_A_SECOND;
}

/** `USER_HZ` of Linux on every architecture Node runs on. */
const TICKS_A_SECOND = 100;

interface Stat {
  readonly pid: number;
  readonly parent: number;
  readonly ticks: number;
}

function statOf(pid: number): readonly Stat[] {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    // After the name in brackets, which may hold anything ("proc(5)"): state, parent, …, utime, stime, and those of ended children.
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    const ticks = [11, 12, 13, 14].reduce((sum, index) => sum + Number(fields[index] ?? 0), 0);
    return [{ pid, parent: Number(fields[1]), ticks }];
  } catch {
    return [];
  }
}
