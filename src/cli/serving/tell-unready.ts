import type { Logger } from "pino";
import { checkReadiness } from "../../actions/upkeep/check-readiness.ts";
import type { Services } from "../../services.ts";

/** Logs once what the service depends on and gets no answer from: a setting that is wrong shows here, whoever asks or not. */
export async function tellUnready(
  services: Pick<Services, "db" | "bell" | "blobs" | "decoder" | "limits">,
  { log, signal }: { readonly log: Pick<Logger, "warn">; readonly signal: AbortSignal },
): Promise<void> {
  const { checks } = await checkReadiness(services);
  // What is being closed does not answer either.
  if (signal.aborted) return;
  for (const [check, { ok, detail }] of Object.entries(checks)) if (!ok) log.warn({ check }, detail);
}
