import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SOON_MS } from "../../test/support/patience.ts";
import type { DecodeEvent } from "../ports/media.ts";
import { ffmpegDecoder } from "./ffmpeg-decoder.ts";

const speech = process.env.SPEECH_DIR;
const media = join(speech ?? "", "media");
const native = spawns("ffmpeg");
const folder = mkdtempSync(join(tmpdir(), "decoder-"));
const never = new AbortController().signal;

afterAll(() => rmSync(folder, { recursive: true }));

function spawns(program: string): boolean {
  try {
    execFileSync(program, ["-version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/** A WAV file of a quiet saw-tooth, each channel of another height. */
function wav(name: string, { seconds = 1, rate = 16_000, channels = 1 } = {}): string {
  const frames = Math.round(seconds * rate);
  const header = Buffer.from("RIFF....WAVEfmt ....................data....", "latin1");
  header.writeUInt32LE(36 + frames * channels * 2, 4);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(channels, 22);
  header.writeUInt32LE(rate, 24);
  header.writeUInt32LE(rate * channels * 2, 28);
  header.writeUInt16LE(channels * 2, 32);
  header.writeUInt16LE(16, 34);
  header.writeUInt32LE(frames * channels * 2, 40);
  const samples = Int16Array.from(
    { length: frames * channels },
    (_, i) => (Math.floor(i / channels) % 100) * ((i % channels) + 1),
  );
  const path = join(folder, name);
  writeFileSync(path, Buffer.concat([header, Buffer.from(samples.buffer)]));
  return path;
}

async function heard(events: AsyncIterable<DecodeEvent>) {
  const found = { samples: 0, channels: 0, peaks: [] as number[], warnings: [] as string[] };
  for await (const event of events) {
    if (event.type === "warning") found.warnings.push(event.message);
    else {
      found.samples += event.channels[0]?.length ?? 0;
      found.channels = event.channels.length;
      found.peaks = event.channels.map((channel, i) =>
        channel.reduce((a, b) => Math.max(a, Math.abs(b)), found.peaks[i] ?? 0),
      );
    }
  }
  return found;
}

/** Decoders that are children of this process now, by their process numbers. */
function children(): string[] {
  const list = readFileSync(`/proc/self/task/${process.pid}/children`, "utf8").split(" ");
  return list.filter(
    (pid) =>
      pid !== "" &&
      existsSync(`/proc/${pid}`) &&
      /ffmpeg|wasm-process/.test(readFileSync(`/proc/${pid}/cmdline`, "utf8")),
  );
}

const DECODERS = [
  { title: "native ffmpeg", ffmpegPath: undefined, missing: !native },
  { title: "ffmpeg in WebAssembly", ffmpegPath: "@ffmpeg/core", missing: false },
];

describe.each(DECODERS)("$title", ({ ffmpegPath, missing }) => {
  const decoder = ffmpegDecoder({ ffmpegPath, maxHours: 24 });
  const decode = (path: string, channels: "mixed" | "apart" = "mixed") =>
    heard(decoder.decode(path, { channels }, never));
  const test = it.skipIf(missing);

  test("tells what a file is", async () => {
    const path = wav("stereo.wav", { seconds: 2, rate: 44_100, channels: 2 });
    expect(await decoder.probe(path, never)).toMatchObject({
      container: "wav",
      seconds: 2,
      sound: [{ codec: "pcm_s16le", channels: 2, sampleRate: 44_100 }],
    });
    expect(await decoder.describe()).toMatch(/^ffmpeg/);
  });

  test("decodes to 16 kHz, mixed or each channel apart", async () => {
    const path = wav("stereo.wav", { seconds: 2.5, rate: 8_000, channels: 2 });
    expect(await decode(path)).toMatchObject({ samples: 40_000, channels: 1, warnings: [] });
    const apart = await decode(path, "apart");
    expect(apart).toMatchObject({ samples: 40_000, channels: 2, warnings: [] });
    expect((apart.peaks[1] ?? 0) / (apart.peaks[0] ?? 1)).toBeCloseTo(2, 1);
  });

  test("mixes more channels than anyone has layouts for, and says so where apart was asked", async () => {
    const path = wav("ten.wav", { channels: 10 });
    expect(await decode(path)).toMatchObject({ samples: 16_000, channels: 1, warnings: [] });
    expect(await decode(path, "apart")).toMatchObject({
      samples: 16_000,
      channels: 1,
      warnings: [expect.stringContaining("10 channels")],
    });
  });

  test("takes any name for a name", async () => {
    const names = ["-i.wav", "http:x%03d.wav", "a:b.wav", "quote'\"$(x).wav", "new\nline.wav", "日本.wav", "sound.jpg"];
    for (const name of names.slice(0, ffmpegPath === undefined ? names.length : 2)) {
      copyFileSync(wav("plain.wav"), join(folder, name));
      expect(await decode(join(folder, name)), name).toMatchObject({ samples: 16_000 });
    }
  });

  test("refuses what no recording is", async () => {
    await expect(decode(wav("slow.wav", { rate: 1, seconds: 4000 }))).rejects.toMatchObject({
      code: "media-refused",
      message: expect.stringContaining("1 samples a second"),
    });
    await expect(decode(wav("fast.wav", { rate: 2_000_000 }))).rejects.toMatchObject({ code: "media-refused" });
    await expect(decode(wav("nothing.wav", { seconds: 0 }))).rejects.toMatchObject({ code: "media-empty" });
    const text = join(folder, "text.wav");
    writeFileSync(text, "this is not audio\n".repeat(100));
    await expect(decode(text)).rejects.toMatchObject({ code: "media-unreadable" });
    // Known by its contents further down only: ffmpeg sees it, and the list of formats stops it.
    const hidden = join(folder, "hidden.sdp");
    writeFileSync(hidden, "m=audio 5004 RTP/AVP 0\nv=0\nc=IN IP4 127.0.0.1\n");
    await expect(decode(hidden)).rejects.toMatchObject({ code: "media-refused" });
  });

  test("stops at the limit of length", async () => {
    const short = ffmpegDecoder({ ffmpegPath, maxHours: 1 / 360 });
    const path = wav("long.wav", { seconds: 15 });
    await expect(heard(short.decode(path, { channels: "mixed" }, never))).rejects.toMatchObject({
      code: "media-too-long",
    });
  });

  test("tells of a recording that was cut short", async () => {
    const path = wav("cut.wav", { seconds: 10 });
    writeFileSync(path, readFileSync(path).subarray(0, 100_001));
    const { samples, warnings } = await decode(path);
    expect(samples).toBeGreaterThan(40_000);
    expect(warnings).toEqual([expect.stringMatching(/cut short/)]);
    expect(warnings[0]).not.toContain("cut.wav");
  });

  it.skipIf(missing || process.platform !== "linux")(
    "leaves no process when the signal comes, or the reader goes",
    async () => {
      const path = wav("ten-minutes.wav", { seconds: 600 });
      const controller = new AbortController();
      const events = decoder.decode(path, { channels: "mixed" }, controller.signal)[Symbol.asyncIterator]();
      await events.next();
      expect(children()).toHaveLength(1);
      const began = Date.now();
      controller.abort(new Error("enough"));
      await expect(
        (async () => {
          while (!(await events.next()).done);
        })(),
      ).rejects.toThrow("enough");
      expect(Date.now() - began).toBeLessThan(SOON_MS);
      expect(children()).toEqual([]);

      for await (const event of decoder.decode(path, { channels: "mixed" }, never)) if (event.type === "samples") break;
      expect(children()).toEqual([]);
      await expect(decoder.probe(path, AbortSignal.abort(new Error("before")))).rejects.toThrow("before");
    },
  );

  test("waits for a slow reader and loses nothing", async () => {
    let samples = 0;
    for await (const event of decoder.decode(wav("slow-reader.wav", { seconds: 60 }), { channels: "mixed" }, never)) {
      if (event.type !== "samples") continue;
      await new Promise((resolve) => setTimeout(resolve, 10));
      samples += event.channels[0]?.length ?? 0;
    }
    expect(samples).toBe(960_000);
  });
});

describe.skipIf(speech === undefined)("recordings of every kind (skipped without SPEECH_DIR)", () => {
  const names = speech === undefined ? [] : readdirSync(media).filter((name) => !name.endsWith(".txt"));
  let outcomes: Map<string, string>;

  async function outcome(decoder: ReturnType<typeof ffmpegDecoder>, name: string): Promise<string> {
    try {
      const { samples, warnings } = await heard(decoder.decode(join(media, name), { channels: "mixed" }, never));
      return `${samples} ${warnings.length}`;
    } catch (error) {
      return error instanceof Error && "code" in error ? String(error.code) : String(error);
    }
  }

  beforeAll(async () => {
    const decoder = ffmpegDecoder({ maxHours: 24 });
    outcomes = new Map();
    for (const name of names) outcomes.set(name, await outcome(decoder, name));
  });

  it("decodes the good and the odd ones to their length", () => {
    for (const [name, found] of outcomes) {
      if (name.startsWith("bad")) continue;
      expect.soft(Number(found.split(" ")[0]), name).toBeGreaterThan(name.startsWith("short") ? 700 : 15_900);
    }
    expect(outcomes.get("ok.mp3")).toBe("284254 0");
  });

  it("gives a reason for each of the bad ones", () => {
    for (const [name, found] of outcomes)
      if (name.startsWith("bad")) expect.soft(found, name).toMatch(/^media-[a-z-]+$/);
    expect(outcomes.get("bad-video-without-audio.mp4")).toBe("media-without-sound");
    expect(outcomes.get("bad-zero-length.wav")).toBe("media-empty");
    expect(outcomes.get("bad-text-renamed.wav")).toBe("media-unreadable");
  });

  it.each(["ok.m4a", "ok-5.1.flac", "trunc.mkv"])("comes to the same in WebAssembly: %s", async (name) => {
    expect(await outcome(ffmpegDecoder({ ffmpegPath: "@ffmpeg/core", maxHours: 24 }), name)).toBe(outcomes.get(name));
  });
});

describe.skipIf(!native)("a decompression bomb (skipped without ffmpeg to make one)", () => {
  it("is refused long before it unfolds", async () => {
    const path = join(folder, "bomb.flac");
    const silence = [
      "-f",
      "lavfi",
      "-i",
      "anullsrc=r=8000:cl=mono",
      "-t",
      "20000",
      "-frame_size",
      "65535",
      "-compression_level",
      "0",
    ];
    execFileSync("ffmpeg", ["-v", "error", ...silence, path]);
    const decoding = heard(ffmpegDecoder({ maxHours: 24 }).decode(path, { channels: "mixed" }, never));
    await expect(decoding).rejects.toMatchObject({
      code: "media-refused",
      message: expect.stringContaining("unfolds"),
    });
  });
});
