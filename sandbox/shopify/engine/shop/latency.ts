import type { Latency } from "../contract.ts";
import { seededRandom } from "../random.ts";

/** Draws how long the next call takes, in real milliseconds; the same for the same seed. */
export function latencySampler(latency: Latency): () => number {
  switch (latency.kind) {
    case "none":
      return () => 0;
    case "fixed":
      return () => latency.ms;
    case "logNormal": {
      const random = seededRandom(latency.seed);
      // Box-Muller; 1 - random() keeps the logarithm away from zero.
      return () => {
        const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
        return latency.medianMs * Math.exp(latency.sigma * normal);
      };
    }
  }
}
