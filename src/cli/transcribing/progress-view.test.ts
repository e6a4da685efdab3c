import { Writable } from "node:stream";
import { describe, expect, it } from "vitest";
import type { TranscriptionEvent } from "../../domain/transcription.ts";
import { progressView, type ShownEvent } from "./progress-view.ts";

function screen(options: { isTTY: boolean; columns: number }) {
  const written: string[] = [];
  const stream = new Writable({
    write(chunk, _encoding, taken) {
      written.push(String(chunk));
      taken();
    },
  });
  return { stderr: Object.assign(stream, options), written };
}

/** What was drawn, without the sequences that move the cursor. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: cursor sequences begin with one
const drawn = (written: string[]) => written.map((part) => part.replace(/\u001b(\[[\d?;]*[A-Za-z]|[78])/g, ""));

const progress = (settledSeconds: number, totalSeconds: number | null): TranscriptionEvent => ({
  type: "progress",
  settledSeconds,
  decodedSeconds: settledSeconds,
  totalSeconds,
});
const download = (bytes: number): TranscriptionEvent => ({
  type: "download",
  model: "onnx/whisper-base",
  file: "encoder.onnx",
  bytes,
  totalBytes: 77_000_000,
  waiting: false,
});

async function shown(event: ShownEvent, columns = 80): Promise<string> {
  const { stderr, written } = screen({ isTTY: true, columns });
  const view = progressView("a recording with a rather long name of its own.mp3", stderr);
  view.show(event);
  view.close();
  return drawn(written).findLast((line) => line.trim() !== "") ?? "";
}

describe("progressView on a screen", () => {
  it("shows how far a recording is", async () => {
    expect(await shown(progress(252, 600))).toMatch(
      /^a recording with a rather long… {2}█{8,10}░{12,14} {2}42 % {2}4:12 \/ 10:00$/,
    );
  });

  it("shows no share of what has no known end", async () => {
    expect(await shown(progress(252, null))).toBe("a recording with a rather long…  4:12");
  });

  it("shows in grey what is read and not yet transcribed", async () => {
    const ahead: TranscriptionEvent = { type: "progress", settledSeconds: 0, decodedSeconds: 300, totalSeconds: 600 };
    expect(await shown(ahead)).toMatch(/ {2}▒{9,12}░{9,12} {3}0 % {2}0:00 \/ 10:00$/);
  });

  it("shows in bytes what a service is sent, and then what it waits for", async () => {
    expect(await shown({ type: "upload", bytes: 3_000_000, totalBytes: 12_000_000 })).toMatch(
      /^sending a recording with a rat… {2}█{5,6}░{16,18} {2}25 % {2}3\.0 MB \/ 12 MB$/,
    );
    expect(await shown({ type: "upload", bytes: 3_000_000, totalBytes: null })).toMatch(/^sending .+… {2}3\.0 MB$/);
    expect(await shown({ type: "state", state: "queued" })).toMatch(/^a recording .+… {2}queued…$/);
  });

  it("shows a download in bytes", async () => {
    expect(await shown(download(7_700_000))).toMatch(
      /^downloading onnx\/whisper-base {2}█+░+ {2}10 % {2}7\.7 MB \/ 77 MB$/,
    );
  });

  it.each([20, 40, 60, 80, 200])("fits %d columns", async (columns) => {
    for (const event of [progress(252, 600), progress(252, null), download(7_700_000)]) {
      expect((await shown(event, columns)).length).toBeLessThan(columns);
    }
  });

  it("leaves the line to what is written aside, and comes back", async () => {
    const { stderr, written } = screen({ isTTY: true, columns: 80 });
    const view = progressView("talk.mp3", stderr);
    await view.aside(() => void stderr.write("warning: heard\n"));
    view.close();
    const at = written.indexOf("warning: heard\n");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: cursor sequences begin with one
    expect(written[at - 1]).toMatch(/\u001b\[2K/);
    expect(drawn(written.slice(at + 1)).join("")).toContain("talk.mp3");
  });
});

describe("progressView in a log", () => {
  it("says one line for each model that comes, and nothing else", () => {
    const { stderr, written } = screen({ isTTY: false, columns: 80 });
    const view = progressView("talk.mp3", stderr);
    for (const event of [download(0), download(1000), progress(1, 10), progress(2, 10)]) view.show(event);
    view.close();
    expect(written).toEqual(["downloading onnx/whisper-base\n"]);
  });
});
