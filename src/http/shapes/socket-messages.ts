import { z } from "zod";
import type { Problem } from "../problems/problems.ts";
import type { JobEventJson } from "./job-event.ts";

const after = z
  .int()
  .min(0)
  .max(2 ** 31 - 1);

/** What a client may say on a WebSocket. */
export const ClientMessage = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("subscribe"), jobId: z.string(), after: after.default(0) }),
  z.strictObject({ type: z.literal("unsubscribe"), jobId: z.string() }),
  z.strictObject({ type: z.literal("ping") }),
]);

export type ClientMessage = z.output<typeof ClientMessage>;

/** What the server says on a WebSocket. */
export type ServerMessage =
  | { readonly type: "subscribed" | "unsubscribed"; readonly jobId: string }
  | { readonly type: "event"; readonly jobId: string; readonly event: JobEventJson }
  /** There are no more events of the job. The subscription is over. */
  | { readonly type: "end"; readonly jobId: string }
  | { readonly type: "problem"; readonly jobId?: string; readonly problem: Problem }
  | { readonly type: "pong" };
