import { SAMPLE_RATE } from "../../domain/audio.ts";
import type { Window } from "../../domain/window.ts";
import type { HeardText, RecogniseOptions } from "../../ports/engine.ts";
import { hearSound, type Service } from "./hear-sound.ts";
import { type HeardPart, joinSounds } from "./join-sounds.ts";
import { inParts } from "./window-parts.ts";

export interface HearWindowOptions extends RecogniseOptions {
  /** More is sent in several requests. */
  readonly mostSamples: number;
}

/**
 * Hears a window in one request, or in several where the service does not take so large a file.
 * @throws {Failure} as `Engine.recognise` does. Ends at once with `signal.reason`.
 */
export async function hearWindow(
  service: Service,
  { window, options }: { readonly window: Window; readonly options: HearWindowOptions },
  signal: AbortSignal,
): Promise<HeardText> {
  const parts: HeardPart[] = [];
  for (const samples of inParts(window.samples, options.mostSamples))
    parts.push({
      heard: await hearSound(service, { samples, options }, signal),
      seconds: samples.length / SAMPLE_RATE,
    });
  return { window: window.index, ...joinSounds(parts) };
}
