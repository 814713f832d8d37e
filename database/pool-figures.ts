import type pg from "pg";

export interface PoolFigure {
  readonly name: string;
  readonly help: string;
  readonly read: (pool: pg.Pool) => number;
}

/** What a process tells Prometheus of its connections, under the same names in every process. */
export const poolFigures: readonly PoolFigure[] = [
  {
    name: "postgres_pool_connections",
    help: "Connections to PostgreSQL, idle ones among them",
    read: (pool) => pool.totalCount,
  },
  {
    name: "postgres_pool_idle_connections",
    help: "Connections to PostgreSQL that nobody uses",
    read: (pool) => pool.idleCount,
  },
  {
    name: "postgres_pool_waiting_requests",
    help: "Statements and transactions that wait for a connection to PostgreSQL",
    read: (pool) => pool.waitingCount,
  },
  {
    name: "postgres_pool_max_connections",
    help: "Connections to PostgreSQL there can be",
    read: (pool) => pool.options.max,
  },
];
