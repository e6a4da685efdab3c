import { Gauge, type Registry } from "prom-client";
import { countPieces, type WorkCounts } from "../../actions/pieces/count-pieces.ts";
import { LANES } from "../../domain/piece.ts";
import type { Services } from "../../services.ts";
import { oncePerScrape } from "./once-per-scrape.ts";

type Needs = Pick<Services, "db" | "log">;
type Read = () => Promise<WorkCounts | null>;

/** Tells Prometheus what there is to do. The database is asked once a scrape; without it nothing is told. */
export function addPieceMetrics(registry: Registry, services: Needs): void {
  const read = oncePerScrape(services, { count: () => countPieces(services), failed: "pieces cannot be counted" });
  const pieces: Gauge = new Gauge({
    name: "scribewell_pieces",
    help: "Pieces of work by lane and state.",
    labelNames: ["lane", "state"],
    registers: [registry],
    async collect() {
      const counts = await read();
      pieces.reset();
      for (const { lane, state, count } of counts?.pieces ?? []) pieces.set({ lane, state }, count);
    },
  });
  addPerLane(registry, read, {
    name: "scribewell_pieces_ready",
    help: "Pieces of a lane that a worker could take now.",
    figureOf: ({ ready }) => ready,
  });
  addPerLane(registry, read, {
    name: "scribewell_oldest_ready_seconds",
    help: "For how long the oldest piece of a lane that a worker could take has been there, among those of its 1000 oldest jobs.",
    figureOf: ({ oldestSeconds }) => oldestSeconds,
  });
}

/** Each lane has its figure at any time: an autoscaler takes one that is missing for a fault, not for nothing to do. */
function addPerLane(
  registry: Registry,
  read: Read,
  { name, help, figureOf }: { name: string; help: string; figureOf: (queue: WorkCounts["queues"][number]) => number },
): void {
  const gauge: Gauge = new Gauge({
    name,
    help,
    labelNames: ["lane"],
    registers: [registry],
    async collect() {
      const counts = await read();
      gauge.reset();
      if (counts === null) return;
      for (const lane of LANES) gauge.set({ lane }, 0);
      for (const queue of counts.queues) gauge.set({ lane: queue.lane }, figureOf(queue));
    },
  });
}
