import type { MediaFacts } from "../ports/media.ts";
import { channelCount } from "./channel-count.ts";

type SoundStream = MediaFacts["sound"][number];

/** A file may claim any number of streams; nobody needs more than these. */
const MOST_STREAMS = 64;

/** What ffmpeg said of a file on stderr. */
export interface SpokenFacts {
  /** Null until ffmpeg recognised the file. */
  readonly container: string | null;
  readonly seconds: number | null;
  /** `seconds` is no claim of the file but ffmpeg's guess from its size. */
  readonly estimated: boolean;
  /** Streams with a header too damaged to tell have 0 channels or a rate of 0. */
  readonly sound: readonly SoundStream[];
}

/** Gathers the facts from the lines that ffmpeg prints about its input, in the order they come. */
export function factsReader(): { line(text: string): void; facts(): SpokenFacts } {
  let container: string | null = null;
  let seconds: number | null = null;
  let estimated = false;
  const sound: SoundStream[] = [];

  return {
    line(text) {
      container ??= /^Input #0, ([^, ]+)/.exec(text)?.[1] ?? null;
      seconds ??= durationOf(text);
      estimated ||= text.includes("Estimating duration from bitrate");
      const stream = soundOf(text);
      if (stream !== null && sound.length < MOST_STREAMS) sound.push(stream);
    },
    facts: () => ({ container, seconds, estimated, sound }),
  };
}

function durationOf(line: string): number | null {
  const [, hours, minutes, seconds] = /^ {2}Duration: (\d+):(\d\d):(\d\d(?:\.\d+)?)/.exec(line) ?? [];
  if (hours === undefined) return null;
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}

// For example `  Stream #0:1[0x2](und): Audio: aac (LC) (mp4a / 0x6134706D), 44100 Hz, 5.1(side), fltp, 66 kb/s (default)`.
// The tag in brackets is four bytes out of the file and may hold commas and colons.
function soundOf(line: string): SoundStream | null {
  const [, codec, rest] = /^ {2}Stream #0:\d+.*?: Audio: ([^ ,]+)(.*)$/.exec(line) ?? [];
  if (codec === undefined || rest === undefined) return null;
  const rate = /, (\d+) Hz(?=,|$)/.exec(rest);
  const afterRate = rate === null ? rest : rest.slice(rate.index + rate[0].length);
  const channels = afterRate
    .split(", ")
    .map(channelCount)
    .find((count) => count !== null);
  // A layout newer than this list is taken for one channel: ffmpeg knows how to mix what it names.
  return { codec, channels: channels ?? (rate === null ? 0 : 1), sampleRate: Number(rate?.[1] ?? 0) };
}
