import type { PieceEvent } from "./pieces.ts";

/**
 * One stream for each channel of a sound. Each may be read at its own pace: what one has not read yet is kept for it, so
 * those who read them all must not let one fall far behind. To leave one stream ends the sound.
 */
export async function splitChannels(
  sound: AsyncIterable<readonly Float32Array[]>,
): Promise<readonly AsyncIterable<Float32Array>[]> {
  const source = sound[Symbol.asyncIterator]();
  const first = await source.next();
  const count = first.done ? 0 : first.value.length;
  const queues: Float32Array[][] = Array.from({ length: count }, () => []);
  const share = (channels: readonly Float32Array[]) => {
    for (const [index, samples] of channels.entries()) queues[index]?.push(samples);
  };
  if (!first.done) share(first.value);

  async function* channel(own: Float32Array[]): AsyncIterable<Float32Array> {
    try {
      for (;;) {
        const samples = own.shift();
        if (samples) {
          yield samples;
          continue;
        }
        const next = await source.next();
        if (next.done) return;
        share(next.value);
      }
    } finally {
      await source.return?.();
    }
  }
  return queues.map(channel);
}

/**
 * The pieces of all channels in one stream, told which channel they are of. Goes on with the channel that is least far, so
 * that they stay together, in an order that follows from the recording alone.
 */
export async function* mergeChannels(channels: readonly AsyncIterable<PieceEvent>[]): AsyncIterable<PieceEvent> {
  let open = channels.map((events, channel) => ({ channel, seconds: 0, events: events[Symbol.asyncIterator]() }));
  let seconds = 0;
  while (open.length > 0) {
    const behind = open.reduce((least, one) => (one.seconds < least.seconds ? one : least));
    const next = await behind.events.next();
    if (next.done) {
      open = open.filter((one) => one !== behind);
      continue;
    }
    const event = next.value;
    const { channel } = behind;
    if (event.type === "piece") yield { type: "piece", piece: { ...event.piece, channel } };
    else if (event.type === "quiet") yield { type: "quiet", entry: { ...event.entry, channel } };
    else {
      behind.seconds = event.seconds;
      const least = Math.min(...open.map((one) => one.seconds));
      if (least > seconds) yield { type: "cut", seconds: least };
      seconds = Math.max(seconds, least);
    }
  }
}
