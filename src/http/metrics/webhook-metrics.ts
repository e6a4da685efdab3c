import { Gauge, type Registry } from "prom-client";
import { countWebhooks } from "../../actions/webhooks/count-webhooks.ts";
import { DELIVERY_STATES } from "../../domain/webhook.ts";
import type { Services } from "../../services.ts";
import { oncePerScrape } from "./once-per-scrape.ts";

type Needs = Pick<Services, "db" | "log">;
type Counts = Awaited<ReturnType<typeof countWebhooks>>;

/** Tells Prometheus what became of webhooks. The database is asked once a scrape; without it nothing is told. */
export function addWebhookMetrics(registry: Registry, services: Needs): void {
  const read = oncePerScrape(services, { count: () => countWebhooks(services), failed: "webhooks cannot be counted" });
  const deliveries: Gauge = new Gauge({
    name: "scribewell_webhook_deliveries",
    help: "Deliveries of the last 24 hours by what became of them.",
    labelNames: ["state"],
    registers: [registry],
    async collect() {
      const counts = await read();
      deliveries.reset();
      for (const state of counts ? DELIVERY_STATES : [])
        deliveries.set({ state }, counts?.states.find((each) => each.state === state)?.count ?? 0);
    },
  });
  addFigure(registry, read, {
    name: "scribewell_webhook_oldest_pending_seconds",
    help: "For how long the oldest delivery that waits has been tried; those of paused webhooks do not count.",
    figureOf: ({ oldestPendingSeconds }) => oldestPendingSeconds,
  });
  addFigure(registry, read, {
    name: "scribewell_webhooks_paused",
    help: "Webhooks that are paused.",
    figureOf: ({ pausedEndpoints }) => pausedEndpoints,
  });
}

function addFigure(
  registry: Registry,
  read: () => Promise<Counts | null>,
  { name, help, figureOf }: { name: string; help: string; figureOf: (counts: Counts) => number },
): void {
  const gauge: Gauge = new Gauge({
    name,
    help,
    registers: [registry],
    async collect() {
      const counts = await read();
      if (counts) gauge.set(figureOf(counts));
      else gauge.remove();
    },
  });
}
