import { setTimeout as pause } from "node:timers/promises";
import { type ClaimedDelivery, claimDeliveries } from "../../database/webhook-claims.ts";
import { WEBHOOK_TIMES, type WebhookTimes } from "../../domain/webhook-times.ts";
import { tellOutages } from "../tell-outages.ts";
import { type DeliveryServices, deliverWebhook } from "./deliver-webhook.ts";

/** How a process sends. */
export interface DeliverOptions {
  /** Takes nothing more. */
  readonly quiet: AbortSignal;
  /** Breaks off what is being sent, and gives it back. */
  readonly stopping: AbortSignal;
  /** Ends when nothing is due any more instead of waiting for it. */
  readonly once?: boolean;
  readonly times?: WebhookTimes;
}

const AT_ONCE = 32;
/** A receiver that is slow, or does not answer at all, takes no more of the room than this. */
const PER_HOST = 4;

/**
 * Sends what is due to the receivers of webhooks, until told to stop. As many processes as like may do so side by side:
 * each delivery is claimed by one. Resolves when the last of its own has ended.
 */
export async function deliverWebhooks(services: DeliveryServices, options: DeliverOptions): Promise<void> {
  const { quiet, stopping, once = false, times = WEBHOOK_TIMES } = options;
  const underWay = new Map<Promise<void>, string>();
  const claiming = tellOutages(services.log, {
    failed: "no webhook could be claimed",
    over: "webhooks can be claimed again",
  });
  const writing = tellOutages(services.log, {
    failed: "webhook not written down",
    over: "webhooks are written down again",
  });

  const begin = (delivery: ClaimedDelivery): void => {
    // What is not written down is sent again when its lease ends.
    const work = () => deliverWebhook(services, delivery, { signal: stopping, times });
    const sending: Promise<void> = writing(work).finally(() => underWay.delete(sending));
    underWay.set(sending, delivery.host);
  };

  while (!quiet.aborted) {
    const wasIdle = underWay.size === 0;
    const claimed = (await claiming(() => claim(services, [...underWay.values()], times))) ?? [];
    for (const delivery of claimed) begin(delivery);
    if (claimed.length > 0 && underWay.size < AT_ONCE) continue;
    if (once && wasIdle && claimed.length === 0) return;
    // Those that kept their hosts busy have ended while it was asked: there may be more.
    if (!wasIdle && underWay.size === 0) continue;
    await nextLook(underWay.keys(), times.lookMs, quiet);
  }
  await Promise.all(underWay.keys());
}

async function claim(services: DeliveryServices, hosts: string[], times: WebhookTimes): Promise<ClaimedDelivery[]> {
  const underWay = new Map<string, number>();
  for (const host of hosts) underWay.set(host, (underWay.get(host) ?? 0) + 1);
  const room = { most: AT_ONCE - hosts.length, mostPerHost: PER_HOST, underWay, leaseMs: times.leaseMs };
  if (room.most <= 0) return [];
  return claimDeliveries(services.db, room);
}

/** When one has ended there is room for another; else after a while, or when it is time to stop. */
async function nextLook(underWay: Iterable<Promise<void>>, lookMs: number, quiet: AbortSignal): Promise<void> {
  const rest = new AbortController();
  const signal = AbortSignal.any([quiet, rest.signal]);
  // It ends early when it is stopped, and that is no failure.
  const waited = pause(lookMs, undefined, { signal, ref: false }).catch(() => {});
  await Promise.race([waited, ...underWay]);
  rest.abort();
}
