import { expect, it } from "vitest";
import { factsReader } from "./ffmpeg-facts.ts";

function factsOf(text: string) {
  const reader = factsReader();
  for (const line of text.split("\n")) reader.line(line);
  return reader.facts();
}

it("reads a film with two sound streams", () => {
  const facts = factsOf(`Input #0, mov,mp4,m4a,3gp,3g2,mj2, from 'file:/a, b.mp4':
  Metadata:
    title           : x
                    : Stream #0:9: Audio: mp3, 8000 Hz, mono
  Duration: 01:02:03.50, start: 0.000000, bitrate: 79 kb/s
  Stream #0:0[0x1](und): Video: h264 (High) (avc1 / 0x31637661), yuv420p(progressive), 160x120 [SAR 1:1 DAR 4:3]
  Stream #0:1[0x2](eng): Audio: aac (LC) (mp4a / 0x6134706D), 48000 Hz, 5.1(side), fltp, 65 kb/s (default)
  Stream #0:2: Audio: pcm_s16le ([1][0],: / 0x0001), 8000 Hz, 6 channels, s16, 128 kb/s
At least one output file must be specified`);
  expect(facts).toEqual({
    container: "mov",
    seconds: 3723.5,
    estimated: false,
    sound: [
      { codec: "aac", channels: 6, sampleRate: 48000 },
      { codec: "pcm_s16le", channels: 6, sampleRate: 8000 },
    ],
  });
});

it("takes no length for none, and marks a guess", () => {
  expect(factsOf("  Duration: N/A, bitrate: N/A").seconds).toBeNull();
  expect(factsOf("[aac @ 0x1] Estimating duration from bitrate, this may be inaccurate").estimated).toBe(true);
});

it("shows a damaged header as nothing", () => {
  expect(factsOf("  Stream #0:0: Audio: pcm_s16le ([1][0][0][0] / 0x0001), 16000 Hz, 0 channels").sound).toEqual([
    { codec: "pcm_s16le", channels: 0, sampleRate: 16000 },
  ]);
  expect(factsOf("  Stream #0:0: Audio: mp3, 0 channels, fltp").sound).toEqual([
    { codec: "mp3", channels: 0, sampleRate: 0 },
  ]);
});

it("takes a layout it does not know for one channel", () => {
  expect(factsOf("  Stream #0:0: Audio: opus, 48000 Hz, novel-layout, fltp").sound[0]?.channels).toBe(1);
});

it("does not gather streams without end", () => {
  expect(factsOf("  Stream #0:0: Audio: aac, 48000 Hz, mono\n".repeat(1000)).sound).toHaveLength(64);
});
