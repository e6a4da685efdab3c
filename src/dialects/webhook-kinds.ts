import { nativeKind } from "../domain/native-kind.ts";
import type { WebhookKinds } from "../domain/webhook.ts";
import { assemblyaiKind } from "./assemblyai/webhook-kind.ts";
import { deepgramKind } from "./deepgram/webhook-kind.ts";
import { runpodKind } from "./runpod/webhook-kind.ts";

/** How receivers of webhooks are spoken to, each in the words it knows. */
export const webhookKinds: WebhookKinds = {
  native: nativeKind,
  assemblyai: assemblyaiKind,
  deepgram: deepgramKind,
  runpod: runpodKind,
};
