import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, describe, expect, it } from "vitest";
import { SOON_MS } from "../../../test/support/patience.ts";
import { MODELS_MIRROR, missing, speechFile } from "../../../test/support/speech.ts";
import { endOf, runScribewell, startScribewell } from "../testing/run-scribewell.ts";

const directory = mkdtempSync(join(tmpdir(), "scribewell-cli-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const environment = { ...process.env, MODELS_DIR: join(directory, "models"), MODELS_MIRROR, THREADS: "2" };
const run = (...words: string[]) => runScribewell(words, environment);
const jfk = speechFile("misc", "jfk.wav");
const KENNEDY = "ask what you can do for your country.";
const music = speechFile("media", "music-reno_project-system.ogg");
const broken = speechFile("media", "bad-text-renamed.wav");

const why = missing("SPEECH_DIR", "MODELS_MIRROR");
const title = (what: string) => (why ? `${what} (${why})` : what);

describe(title("scribewell models and doctor"), { skip: why !== undefined }, () => {
  it("fetches, lists, checks and removes models", async () => {
    expect(await run("models", "verify")).toEqual({ stdout: "", stderr: "no model is on this machine\n", code: 0 });
    expect((await run("doctor")).stdout).toMatch(
      /^warn {2}voice activity .+\n +→ scribewell models pull vad\/silero-v6$/m,
    );
    expect(await run("models", "pull", "whisper-base", "vad/silero-v6")).toMatchObject({
      stdout: "onnx/whisper-base\nvad/silero-v6\n",
      code: 0,
    });
    expect((await run("models", "list")).stdout).toMatch(/^✓ {2}onnx\/whisper-base /m);
    const listed: { name: string; installed: object | null }[] = JSON.parse(
      (await run("models", "list", "--json")).stdout,
    );
    const here = listed.filter(({ installed }) => installed).map(({ name }) => name);
    expect(here).toEqual(["onnx/whisper-base", "vad/silero-v6"]);

    writeFileSync(join(directory, "models/onnx/whisper-base/config.json"), "{}");
    expect(await run("models", "verify")).toEqual({
      stdout: "onnx/whisper-base: damaged (config.json changed)\nvad/silero-v6: intact\n",
      stderr: "scribewell models pull onnx/whisper-base fetches what is damaged again\n",
      code: 1,
    });
    await run("models", "pull", "whisper-base");
    expect((await run("models", "verify", "whisper-base")).code).toBe(0);
    expect((await run("models", "rm", "silero-v6")).stderr).toMatch(/^silero-v6: removed, [\d.]+ MB are free\n$/);
  });

  it("finds nothing missing where all is there", async () => {
    const { stdout, code } = await run("doctor", "--json");
    const findings: { what: string; state: string }[] = JSON.parse(stdout);
    expect(findings.filter(({ state }) => state === "fail")).toEqual([]);
    expect(code).toBe(0);
  });

  it("finds a decoder that does not run, and says so", async () => {
    const { stdout, code } = await runScribewell(["doctor"], { ...environment, FFMPEG_PATH: "/none/ffmpeg" });
    expect(stdout).toMatch(/^fail {2}decoder +FFMPEG_PATH is \/none\/ffmpeg/m);
    expect(code).toBe(1);
  });
});

describe(title("scribewell transcribe"), { skip: why !== undefined }, () => {
  it("writes text to standard output and nothing beside it", async () => {
    const { stdout, stderr, code } = await run("transcribe", jfk);
    expect(stdout).toMatch(/^And so my fellow Americans,? ask not what your country .+country\.\n$/);
    expect(stderr.replace("downloading vad/silero-v6\n", "")).toBe("");
    expect(code).toBe(0);
  });

  it("reads standard input, and writes subtitles", async () => {
    const { stdout, code } = await runScribewell(["transcribe", "-", "--format", "srt"], environment, jfk);
    expect(stdout).toMatch(/^1\n00:00:00,\d{3} --> 00:00:0\d,\d{3}\nAnd so/);
    expect(code).toBe(0);
  });

  it("writes every format of several recordings, and goes on after one that fails", async () => {
    const output = join(directory, "out");
    const { stdout, stderr, code } = await run("transcribe", broken, jfk, "--format", "txt,vtt,json", "-o", output);
    expect(stdout).toBe(["txt", "vtt", "json"].map((format) => `${join(output, `jfk.${format}`)}\n`).join(""));
    expect(stderr).toMatch(/^scribewell: .+bad-text-renamed\.wav: .+\n2 recordings: 1 done, 1 failed\n$/);
    expect(code).toBe(1);
    expect(readdirSync(output).sort()).toEqual(["jfk.json", "jfk.txt", "jfk.vtt"]);
    expect(readFileSync(join(output, "jfk.txt"), "utf8")).toContain(KENNEDY);
    expect(JSON.parse(readFileSync(join(output, "jfk.json"), "utf8"))).toMatchObject({ seconds: 11, language: "en" });
  });

  it("says that there was no speech, and is done", async () => {
    const { stdout, stderr, code } = await run("transcribe", music, "--language", "English");
    expect({ stdout, code }).toEqual({ stdout: "", code: 0 });
    expect(stderr).toContain("no speech was heard in 1:30 of sound\n");
  });

  it.each([
    ["whisper-bse", 'There is no model "whisper-bse". Did you mean onnx/whisper-base?'],
    ["", "--model needs a value."],
  ])("names the model that was meant by %j, once", async (model, message) => {
    const { stderr, code } = await run("transcribe", jfk, jfk, `--model=${model}`);
    expect(stderr.split("scribewell: ")).toHaveLength(2);
    expect(stderr).toContain(message);
    expect(code).toBe(2);
  });

  it("names a file that is not there", async () => {
    expect(await run("transcribe", "none.mp3")).toMatchObject({
      stderr: expect.stringMatching(/^scribewell: none\.mp3: .+\n$/),
      code: 2,
    });
  });

  it("stops at an interrupt within a moment and leaves nothing behind", async () => {
    const output = join(directory, "interrupted");
    const child = startScribewell(["transcribe", jfk, "--output", output], environment);
    const end = endOf(child);
    await pause(1500);
    const begun = Date.now();
    child.kill("SIGINT");
    expect(await end).toEqual({ stdout: "", stderr: "scribewell: interrupted\n", code: 130 });
    expect(Date.now() - begun).toBeLessThan(SOON_MS);
    expect(readdirSync(output)).toEqual([]);
  });
});

describe(title("scribewell watch"), { skip: why !== undefined }, () => {
  it("transcribes what is there once, survives a bad file, and does nothing twice", async () => {
    const inbox = join(directory, "inbox");
    const output = join(directory, "transcripts");
    mkdirSync(join(inbox, "deep"), { recursive: true });
    cpSync(jfk, join(inbox, "deep/jfk.wav"));
    cpSync(broken, join(inbox, "bad.wav"));
    const words = ["watch", inbox, "--output", output, "--format", "srt", "--once"];
    const first = await run(...words);
    expect(first.stdout).toBe(`${join(output, "deep/jfk.srt")}\n`);
    expect(first.stderr).toMatch(/^scribewell: bad\.wav: .+\n$/);
    expect(first.code).toBe(1);
    rmSync(join(inbox, "bad.wav"));
    expect(await run(...words)).toEqual({ stdout: "", stderr: "", code: 0 });
  });

  it("transcribes what comes until it is interrupted", async () => {
    const inbox = join(directory, "live");
    mkdirSync(inbox);
    const child = startScribewell(["watch", inbox], environment);
    const end = endOf(child);
    await pause(1500);
    cpSync(jfk, join(inbox, "jfk.wav"));
    await new Promise((resolve) => child.stdout.once("data", resolve));
    child.kill("SIGINT");
    expect(await end).toEqual({
      stdout: `${join(inbox, "jfk.txt")}\n`,
      stderr: `watching ${inbox} (Ctrl-C ends it)\nscribewell: interrupted\n`,
      code: 130,
    });
    expect(readFileSync(join(inbox, "jfk.txt"), "utf8")).toContain(KENNEDY);
  });
});
