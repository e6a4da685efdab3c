import { z } from "zod";
import type { WebhookKind } from "../../domain/webhook.ts";
import { statusOf } from "./status.ts";

const Secret = z.object({ name: z.string(), value: z.string() });

/** As AssemblyAI speaks to receivers: which transcript, and how it ended. With the header that was asked for, unsigned. */
export const assemblyaiKind: WebhookKind = {
  write: ({ data: { job } }) => ({ transcript_id: job.id, status: statusOf(job.state) }),
  headers(secret) {
    if (secret === null) return {};
    const { name, value } = Secret.parse(JSON.parse(secret));
    return { [name]: value };
  },
};
