import type { WebhookEvent } from "../../domain/webhook.ts";
import { cancelJob } from "../jobs/cancel-job.ts";
import { addWebhook } from "../webhooks/add-webhook.ts";
import { deliverWebhooks } from "../webhooks/deliver-webhooks.ts";
import { listDeliveries } from "../webhooks/list-deliveries.ts";
import { SECRET } from "./open-receiver.ts";
import type { Workplace } from "./open-workplace.ts";
import { submit, TENANT } from "./play-job.ts";
import { FAST_TIMES } from "./webhook-times.ts";

/** Something that sends, and ways to give it something to send. */
export function openSender({ services }: Workplace) {
  const running: { quiet: AbortController; stopping: AbortController; ended: Promise<void> }[] = [];
  const list = async () => (await listDeliveries(services, { tenant: TENANT, limit: 200 })).deliveries;
  return {
    list,
    /** The newest delivery. */
    async last() {
      const [delivery] = await list();
      if (!delivery) throw new Error("There is no delivery");
      return delivery;
    },
    endpoint: (url: string, events: WebhookEvent[] = ["job.cancelled"]) =>
      addWebhook(services, { tenant: TENANT, url, secret: SECRET, events }).then(({ endpoint }) => endpoint.id),

    /** Ends a job, of which its own webhook is told where an address is given. */
    async endJob(url?: string): Promise<string> {
      const webhook = url !== undefined && { webhook: { url, secret: SECRET, events: ["job.cancelled"] as const } };
      const id = await submit(services, { handling: { ...webhook } });
      await cancelJob(services, { tenant: TENANT, id });
      return id;
    },

    start(times = FAST_TIMES) {
      const [quiet, stopping] = [new AbortController(), new AbortController()];
      const ended = deliverWebhooks(services, { quiet: quiet.signal, stopping: stopping.signal, times });
      running.push({ quiet, stopping, ended });
    },
    async stop() {
      for (const { quiet, stopping } of running) {
        quiet.abort();
        stopping.abort();
      }
      await Promise.all(running.splice(0).map(({ ended }) => ended));
    },
  };
}
