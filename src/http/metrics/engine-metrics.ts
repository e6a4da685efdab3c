import { Gauge, type Registry } from "prom-client";
import type { EngineState } from "../../ports/engines.ts";
import type { Services } from "../../services.ts";

/** Tells Prometheus how the engines of this process are. */
export function addEngineMetrics(registry: Registry, { engines }: Pick<Services, "engines">): void {
  const add = (name: string, help: string, figureOf: (state: EngineState) => number) => {
    const gauge = new Gauge({
      name,
      help,
      labelNames: ["model"],
      registers: [registry],
      collect() {
        gauge.reset();
        for (const state of engines.states()) gauge.set({ model: state.model }, figureOf(state));
      },
    });
  };
  add("scribewell_engine_loaded", "Whether the model is in memory.", ({ isLoaded }) => Number(isLoaded));
  add("scribewell_engine_calls", "Calls that an engine is answering.", ({ calls }) => calls);
  add(
    "scribewell_engine_memory_bytes",
    "Memory of an engine's processes while its model is loaded, the most there was after work.",
    ({ isLoaded, memoryBytes }) => (isLoaded ? memoryBytes : 0),
  );
  add(
    "scribewell_engine_breaker",
    "0 closed, 1 half-open: one call finds out whether it works again, 2 open: left alone for a while.",
    ({ breaker }) => ["closed", "half-open", "open"].indexOf(breaker),
  );
}
