/** More than a round table has microphones; each one costs a whole recognition. */
const MOST_CHANNELS = 8;

/** How the channels of a recording leave the decoder. */
export interface ChannelPlan {
  readonly channels: number;
  /** ffmpeg's output arguments that do it. */
  readonly arguments: readonly string[];
  /** What was not done as asked. */
  readonly warning?: string;
}

/** Plans how `available` channels become one, or stay apart as long as they are not more than 8. */
export function channelPlan(available: number, wanted: "mixed" | "apart"): ChannelPlan {
  if (wanted === "apart" && available <= MOST_CHANNELS) {
    return { channels: available, arguments: ["-ac", String(available)] };
  }
  const mix = { channels: 1, arguments: available <= MOST_CHANNELS ? ["-ac", "1"] : evenMix(available) };
  if (wanted === "mixed") return mix;
  const warning = `The recording has ${available} channels. At most ${MOST_CHANNELS} can be kept apart, so they were mixed.`;
  return { ...mix, warning };
}

// ffmpeg refuses to mix layouts that it has no matrix for, which most with more than eight channels are.
function evenMix(available: number): string[] {
  const sources = Array.from({ length: available }, (_, channel) => `c${channel}`);
  return ["-af", `pan=mono|c0<${sources.join("+")}`];
}
