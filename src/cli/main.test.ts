import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { endOf, nodeWords, runScribewell, startScribewell } from "./testing/run-scribewell.ts";

const directory = mkdtempSync(join(tmpdir(), "scribewell-main-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
const environment = { ...process.env, MODELS_DIR: join(directory, "models") };
const run = (words: readonly string[], more: Record<string, string> = {}) =>
  runScribewell(words, { ...environment, ...more });

describe("scribewell", () => {
  it("prints its version", async () => {
    expect(await run(["--version"])).toEqual({ stdout: `${version}\n`, stderr: "", code: 0 });
  });

  it("explains itself, on stderr where that was not asked for", async () => {
    const asked = await run(["--help"]);
    expect(asked).toMatchObject({ stderr: "", code: 0 });
    expect(await run([])).toEqual({ stdout: "", stderr: asked.stdout, code: 2 });
  });

  it.each([
    ["transcribe", "MODELS_DIR"],
    ["watch", "MODELS_DIR"],
    ["models", "MODELS_DIR"],
    ["doctor", "MODELS_DIR"],
    ["jobs", "SERVER_KEY"],
  ])("explains %s in lines that fit", async (command, setting) => {
    const { stdout, stderr, code } = await run([command, "--help"]);
    expect({ stderr, code }).toEqual({ stderr: "", code: 0 });
    expect(stdout).toContain(`scribewell ${command}`);
    expect(stdout).toContain(`Environment (docs/settings.md has the defaults)\n  ${setting} `);
    for (const line of stdout.split("\n")) expect(line.length, line).toBeLessThanOrEqual(90);
    expect((await run(["help", command])).stdout).toBe(stdout);
  });

  it("names the command that was meant", async () => {
    expect(await run(["trnscribe", "talk.mp3"])).toEqual({
      stdout: "",
      stderr:
        'scribewell: There is no command "trnscribe". Did you mean "transcribe"? "scribewell --help" lists them. [option-invalid]\n',
      code: 2,
    });
  });

  it("says how to transcribe what was given for a command", async () => {
    const path = join(directory, "talk.mp3");
    writeFileSync(path, "");
    expect(await run([path])).toMatchObject({
      stderr: `scribewell: There is no command "${path}". To transcribe it: scribewell transcribe ${path} [option-invalid]\n`,
      code: 2,
    });
  });

  it.each([
    [["transcribe"], "scribewell: Name a recording: a file, an address, or - for standard input. [option-invalid]\n"],
    [
      ["transcribe", "a", "--formt", "srt"],
      'scribewell: There is no flag "--formt" here. Did you mean "--format"? [option-invalid]\n',
    ],
    [
      ["models", "lst"],
      'scribewell: Models know no "lst". Did you mean "list"? There are list, show, pull, warm, add, rm, verify. [option-invalid]\n',
    ],
    [["watch"], "scribewell: Name one directory to watch. [option-invalid]\n"],
  ])("tells wrong use of %j in one line", async (words, stderr) => {
    expect(await run(words)).toEqual({ stdout: "", stderr, code: 2 });
  });

  it("tells wrong settings before any work", async () => {
    const { stderr, code } = await run(["transcribe", "a.mp3"], { THREADS: "many" });
    expect(stderr).toBe('scribewell: THREADS must be a whole number from 1 to 256, not "many". [settings-invalid]\n');
    expect(code).toBe(2);
  });

  it("refuses an output directory before any work", async () => {
    const { stderr, code } = await run(["transcribe", "a.mp3", "--output", join(directory, "talk.mp3/out")]);
    expect(stderr).toMatch(/^scribewell: Cannot write to .+: a part of that path is a file\. Choose another/);
    expect(code).toBe(1);
  });

  it("ends quietly when nobody reads its result", async () => {
    const child = startScribewell(["--help"], environment);
    child.stdout.destroy();
    const ended = new Promise((resolve) => child.once("exit", resolve));
    expect([await text(child.stderr), await ended]).toEqual(["", 0]);
  });
});

describe("a full disk behind standard output", { skip: process.platform !== "linux" }, () => {
  it("is told in one line (only Linux has /dev/full)", async () => {
    const words = ["-c", '"$0" "$@" > /dev/full', process.execPath, ...nodeWords(["--help"])];
    const child = spawn("sh", words, { env: environment });
    expect(await endOf(child)).toEqual({
      stdout: "",
      stderr: "scribewell: There is no room to write standard output. Free some space and try again. [disk-full]\n",
      code: 1,
    });
  });
});

describe("bin/scribewell.js", () => {
  it("says how to build what is not built", async () => {
    cpSync(fileURLToPath(new URL("../../bin", import.meta.url)), join(directory, "bin"), { recursive: true });
    writeFileSync(join(directory, "package.json"), '{"type":"module"}');
    const child = spawn(process.execPath, [join(directory, "bin/scribewell.js"), "--version"]);
    expect(await endOf(child)).toEqual({
      stdout: "",
      stderr: "scribewell: it is not built yet. Run: npm run build\n",
      code: 1,
    });
  });
});
