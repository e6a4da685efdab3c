import { untilAborted } from "../../domain/until-aborted.ts";
import { hold } from "../hold.ts";
import type { Asked, Held } from "../listen-by-asking.ts";
import type { Pubsub } from "./open-pubsub.ts";

const LONG_POLL_MS = 30_000;
const SHORT_POLL_MS = 2_000;
/** Of gRPC, where there was no message in time. */
const DEADLINE_EXCEEDED = 4;

/**
 * Asks Pub/Sub for the messages of lanes, one by one. Streaming gives a process more than it asked for where the other side
 * does not limit it, as the emulator does not, and holds it there; a ring that a busy process holds wakes nobody.
 */
export function askPubsub(pubsub: Pubsub): Asked {
  return {
    async receive(lane, { signal, waits }) {
      try {
        return await untilAborted(
          pull(pubsub, pubsub.subscription(lane), waits ? LONG_POLL_MS : SHORT_POLL_MS),
          signal,
        );
      } catch (error) {
        if (isNothing(error)) return null;
        throw error;
      }
    },
  };
}

async function pull(pubsub: Pubsub, subscription: string, timeout: number): Promise<Held | null> {
  const { subscriber } = await pubsub.clients();
  // It is tried again by whoever asks.
  const [{ receivedMessages }] = await subscriber.pull({ subscription, maxMessages: 1 }, { timeout, retry: null });
  const [received] = receivedMessages ?? [];
  if (!received) return null;
  const ackIds = [received.ackId ?? ""];
  const hide = (ackDeadlineSeconds: number) =>
    subscriber.modifyAckDeadline({ subscription, ackIds, ackDeadlineSeconds });
  const text = Buffer.from(received.message?.data ?? "").toString();
  return hold(text, { remove: () => subscriber.acknowledge({ subscription, ackIds }), hide });
}

const isNothing = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === DEADLINE_EXCEEDED;
