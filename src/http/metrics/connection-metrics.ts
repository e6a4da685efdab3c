import { Gauge, type Registry } from "prom-client";
import type { Services } from "../../services.ts";

type Counts = NonNullable<ReturnType<NonNullable<Services["connections"]>>>;

/** Tells Prometheus of this process's connections to a database server. Of a database in the process there is nothing to tell. */
export function addConnectionMetrics(registry: Registry, { connections }: Pick<Services, "connections">): void {
  const add = (name: string, help: string, figureOf: (counts: Counts) => number) => {
    if (!connections?.()) return;
    const gauge: Gauge = new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        const counts = connections();
        if (counts) gauge.set(figureOf(counts));
      },
    });
  };
  add("scribewell_database_connections", "Connections to the database that are open.", ({ open }) => open);
  add("scribewell_database_connections_idle", "Those of them that nobody uses.", ({ idle }) => idle);
  add(
    "scribewell_database_connections_waiting",
    "Who waits for a connection: where it stays above 0, DATABASE_CONNECTIONS is too low.",
    ({ waiting }) => waiting,
  );
}
