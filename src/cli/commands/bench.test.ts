import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { MODELS_MIRROR, missing, speechFile } from "../../../test/support/speech.ts";
import { runCommandLine } from "../run-command-line.ts";
import { playTerminal } from "../testing/play-terminal.ts";

const directory = mkdtempSync(join(tmpdir(), "scribewell-bench-test-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const talk = join(directory, "talk.wav");
const broken = join(directory, "broken.json");
const textless = join(directory, "textless.json");
writeFileSync(talk, "");
writeFileSync(broken, "[");
writeFileSync(textless, '[{"words": "hello"}]');

const run = (...words: string[]) => runIn({ MODELS_DIR: directory }, words);

async function runIn(environment: NodeJS.ProcessEnv, words: readonly string[]) {
  const { terminal, stdout, stderr } = playTerminal({ environment });
  const code = await runCommandLine(["bench", ...words], terminal);
  return { stdout: stdout(), stderr: stderr(), code };
}

describe("scribewell bench", () => {
  it.each([
    [["--help"], "scribewell bench speed FILE…"],
    [["speed", "--help"], "scribewell bench speed FILE… [flags]\n\nEvery system"],
    [["accuracy", "--help"], "scribewell bench accuracy [flags]\n\nPrints"],
    [["accuracy", "--noise", "1", "-h"], "scribewell bench accuracy [flags]\n\nPrints"],
  ])("explains itself after %j in lines that fit", async (words, expected) => {
    const { stdout, stderr, code } = await run(...words);
    expect({ stderr, code }).toEqual({ stderr: "", code: 0 });
    expect(stdout).toContain(expected);
    for (const line of stdout.split("\n")) expect(line.length, line).toBeLessThanOrEqual(90);
  });

  it.each([
    [[], "Say what to measure. There are speed, accuracy."],
    [["sped"], 'Bench knows no "sped". Did you mean "speed"? There are speed, accuracy.'],
    [["constructor"], 'Bench knows no "constructor". There are speed, accuracy.'],
    [["speed"], "Name a recording to measure with."],
    [["speed", talk, "--rouns", "3"], 'There is no flag "--rouns" here. Did you mean "--rounds"?'],
    [["speed", talk, "--rounds", "0"], '--rounds must be a whole number from 1 to 1000, not "0".'],
    [["speed", talk, "--threads", "two"], '--threads must be a whole number from 1 to 256, not "two".'],
    [["speed", talk, "--truth", broken], `${broken} is not JSON.`],
    [
      ["speed", talk, "--truth", "a", "--truth", "b"],
      "There are 2 truths for 1 recordings: each --truth belongs to one, in their order.",
    ],
    [
      ["speed", talk, "--peer", "whisper"],
      'There is no peer "whisper". Did you mean "whisper.cpp"? There are faster-whisper, faster-whisper-sequential, whisper.cpp.',
    ],
    [
      ["speed", talk, "--peer", "faster-whisper", "--python", "/none/python"],
      "faster-whisper needs Python, and there is no /none/python. Install Python, or name it: --python PATH",
    ],
    [
      ["speed", talk, "--peer", "faster-whisper", "--python", process.execPath],
      `faster-whisper is not installed for ${process.execPath}. Run: ${process.execPath} -m pip install faster-whisper`,
    ],
    [
      ["speed", talk, "--peer", "whisper.cpp"],
      "whisper.cpp needs --whisper-cpp-model FILE. Its models are at huggingface.co/ggerganov/whisper.cpp, for example ggml-base-q5_1.bin",
    ],
    [
      ["speed", talk, "--peer", "whisper.cpp", "--whisper-cpp", "/none/whisper", "--whisper-cpp-model", talk],
      "whisper.cpp is not here: there is no /none/whisper. Build it from github.com/ggml-org/whisper.cpp and name its program: --whisper-cpp PATH",
    ],
    [["accuracy", "clips"], '"bench accuracy" takes flags only, and has been given "clips".'],
    [["accuracy", "--noise", "0"], "There is nothing to measure: give --speech, --noise or --long."],
    [["accuracy", "--only", "["], '--only takes a regular expression, not "[".'],
    [["accuracy", "--speech", directory, "--peer", "x"], '--peer takes NAME=FILE.jsonl, not "x".'],
    [["accuracy", "--speech", directory], `Cannot read ${join(directory, "refs.jsonl")}: there is no such file.`],
    [
      ["accuracy", "--out", "heard.jsonl"],
      "--heard, --out and --peer are about clips: name their directory with --speech.",
    ],
    [["accuracy", "--long", talk], "--long and --long-truth belong together: a recording and what is said in it."],
  ])("tells wrong use of %j in one line, before anything is measured", async (words, message) => {
    expect(await run(...words)).toEqual({
      stdout: "",
      stderr: `scribewell: ${message} [option-invalid]\n`,
      code: 2,
    });
  });

  it("names a recording that is not there", async () => {
    expect(await run("speed", "/none/talk.wav")).toEqual({
      stdout: "",
      stderr: "scribewell: There is no file /none/talk.wav. [source-not-found]\n",
      code: 2,
    });
  });

  it("says what a truth lacks", async () => {
    const { stderr, code } = await run("speed", talk, "--truth", textless);
    expect(stderr).toContain(`${textless} does not have the expected shape at 0.text: `);
    expect(code).toBe(2);
  });
});

const why = missing("SPEECH_DIR", "MODELS_MIRROR");

describe(why ? `scribewell bench with a model (${why})` : "scribewell bench with a model", {
  skip: why !== undefined,
}, () => {
  const environment = { ...process.env, MODELS_DIR: join(directory, "models"), MODELS_MIRROR };
  const jfk = speechFile("misc", "jfk.wav");
  const truth = join(directory, "jfk.json");
  const text =
    "And so, my fellow Americans, ask not what your country can do for you, ask what you can do for your country.";
  writeFileSync(truth, JSON.stringify([{ start: 0, end: 11, text }]));

  it("measures speed in a process of its own", async () => {
    const words = ["speed", jfk, "--truth", truth, "--model", "whisper-base", "--rounds", "1", "--json"];
    const { stdout, stderr, code } = await runIn(environment, words);
    expect(code, stderr).toBe(0);
    expect(stderr).toMatch(/^round 1 of 1, .+jfk\.wav: Scribewell, whisper-base, [\d.]+ s\n$/);
    const { machine, files, runs } = JSON.parse(stdout);
    expect(machine).toMatchObject({ node: process.versions.node, cores: expect.any(Number) });
    expect(files).toMatchObject([{ recordingSeconds: 11, systems: [{ wordErrorRate: 0, ratio: { median: 1 } }] }]);
    expect(runs[0].seconds).toBeGreaterThan(0.1);
    expect(runs[0].peakBytes).toBeGreaterThan(100e6);
  });

  it("tells why a run failed", async () => {
    expect(await runIn(environment, ["speed", jfk, "--model", "whisper-bse"])).toMatchObject({
      stderr: expect.stringMatching(/^scribewell: There is no model "whisper-bse".+\[model-unknown\]\n$/),
      code: 2,
    });
  });

  it("finds what is said in a long recording, and says what it does not measure", async () => {
    const words = ["accuracy", "--noise", "0", "--long", jfk, "--long-truth", truth, "--model", "whisper-base"];
    const { stdout, stderr, code } = await runIn(environment, words);
    expect(stdout).toMatch(/jfk\.wav +\| +11 \| +0\.00 % \| +0 of 1 \|/);
    expect(stderr).toBe(
      "not measured: words heard wrong: they need clips, --speech DIR\nnot measured: words invented: --noise is 0\n",
    );
    expect(code).toBe(0);
  });
});
