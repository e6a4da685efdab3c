import { z } from "zod";
import type { Lane } from "../../domain/piece.ts";
import { laneOf } from "../lane-of.ts";

const Push = z.object({ message: z.object({ data: z.base64().default("") }) });

/**
 * The lane that a push of Pub/Sub rings; null for what no bell has written: it is answered like the rest, or it would come
 * again and again.
 */
export function readPubsubPush(body: unknown): Lane | null {
  const { data } = Push.safeParse(body);
  return data === undefined ? null : laneOf(Buffer.from(data.message.data, "base64").toString());
}
