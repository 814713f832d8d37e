// Loaded before a service that the starter spawns: without it, worker and API would outlive a starter that was killed, and a
// stale API would answer the next start.
process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
process.channel?.unref();
