import { Counter, Gauge, type Registry } from "prom-client";
import { countRemoteUse } from "../../actions/usage/count-remote-use.ts";
import type { Services } from "../../services.ts";
import { oncePerScrape } from "./once-per-scrape.ts";

type Needs = Pick<Services, "db" | "log" | "limits">;
type Counts = Awaited<ReturnType<typeof countRemoteUse>>;

const STATES = "reserved before a request, settled as used, or released unused. Since the beginning of the month (UTC)";

/** Tells Prometheus what remote engines are used for. The database is asked once a scrape. */
export function addRemoteMetrics(registry: Registry, services: Needs): void {
  const count = () => countRemoteUse(services, new Date());
  const read = oncePerScrape(services, { count, failed: "remote usage cannot be counted" });
  addTotals(registry, read, {
    name: "scribewell_remote_seconds_total",
    help: `Seconds of sound for remote engines: ${STATES}.`,
    figureOf: ({ milliseconds }) => milliseconds / 1000,
  });
  addTotals(registry, read, {
    name: "scribewell_remote_dollars_total",
    help: `Dollars for remote engines by the list of prices: ${STATES}.`,
    figureOf: ({ nanodollars }) => nanodollars / 1e9,
  });
  const left = new Gauge({
    name: "scribewell_remote_limit_left",
    help: "What is left of each limit of all together for remote engines, in minutes or dollars.",
    labelNames: ["unit", "period"],
    registers: [registry],
    async collect() {
      const { limits = [] } = (await read()) ?? {};
      left.reset();
      for (const limit of limits) left.set({ unit: limit.unit, period: limit.period }, limit.left);
    },
  });
}

function addTotals(
  registry: Registry,
  read: () => Promise<Counts | null>,
  { name, help, figureOf }: { name: string; help: string; figureOf: (total: Counts["totals"][number]) => number },
): void {
  const counter = new Counter({
    name,
    help,
    labelNames: ["model", "state"],
    registers: [registry],
    async collect() {
      const { totals = [] } = (await read()) ?? {};
      counter.reset();
      for (const total of totals) counter.inc({ model: total.model, state: total.state }, figureOf(total));
    },
  });
}
