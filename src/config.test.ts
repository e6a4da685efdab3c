import { availableParallelism } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { readConfig } from "./config.ts";
import { Failure } from "./domain/failure.ts";
import { describeSettings, settingsTable } from "./setting-descriptions.ts";

const wrong = (environment: Record<string, string>): Failure => {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error("was accepted");
};

describe("readConfig", () => {
  it("has a default for everything that needs a value", () => {
    const config = readConfig({});
    expect(config).toMatchObject({
      HF_ENDPOINT: "https://huggingface.co",
      THREADS: Math.min(availableParallelism(), 8),
      MAX_AUDIO_HOURS: 24,
      MAX_DOWNLOAD_GB: 20,
      ENGINE_STALL_SECONDS: 120,
    });
    expect(config.MODELS_DIR.endsWith(join("scribewell", "models")) || process.platform === "win32").toBe(true);
    expect(config.MODELS_MIRROR).toBeUndefined();
    expect(config.FFMPEG_PATH).toBeUndefined();
  });

  it("takes an empty or blank variable for one that is not set", () => {
    expect(readConfig({ THREADS: "", MAX_AUDIO_HOURS: "  ", HF_TOKEN: "", MODELS_DIR: "" })).toEqual(readConfig({}));
  });

  it("reads numbers, and leaves other variables alone", () => {
    const config = readConfig({ THREADS: "3", MAX_AUDIO_HOURS: "0.5", PATH: "/bin" });
    expect(config).toMatchObject({ THREADS: 3, MAX_AUDIO_HOURS: 0.5 });
    expect(config).not.toHaveProperty("PATH");
  });

  it("makes directories absolute and addresses plain", () => {
    expect(readConfig({ MODELS_DIR: "models", MODELS_MIRROR: "mirror" })).toMatchObject({
      MODELS_DIR: resolve("models"),
      MODELS_MIRROR: resolve("mirror"),
    });
    expect(
      readConfig({ MODELS_MIRROR: "https://mirror.test/models/", HF_ENDPOINT: "https://hub.test/" }),
    ).toMatchObject({ MODELS_MIRROR: "https://mirror.test/models", HF_ENDPOINT: "https://hub.test" });
  });

  it("names every wrong setting in one message, each once", () => {
    const failure = wrong({ THREADS: "2.5", MAX_AUDIO_HOURS: "many", MODELS_MIRROR: "ftp://x" });
    expect(failure.code).toBe("settings-invalid");
    expect(failure.message).toBe(
      'MODELS_MIRROR must be a directory or an http(s) address, not "ftp://x"; ' +
        'THREADS must be a whole number from 1 to 256, not "2.5"; ' +
        'MAX_AUDIO_HOURS must be a number from 0.001 to 10000, not "many".',
    );
  });

  it("never shows a wrong token", () => {
    expect(wrong({ HF_TOKEN: "hf_secret with spaces" }).message).not.toContain("hf_secret");
  });

  it.each(["0", "-1", "257", "1e9", "NaN", "Infinity", "two"])("refuses THREADS=%s", (THREADS) => {
    expect(wrong({ THREADS }).message).toContain("THREADS must be");
  });
});

it("refuses to keep jobs by default for longer than one may ask for", () => {
  expect(readConfig({ KEEP_SECONDS: "60", KEEP_AT_MOST_SECONDS: "60" })).toMatchObject({ KEEP_SECONDS: 60 });
  expect(readConfig({ KEEP_SECONDS: "60" }).KEEP_AT_MOST_SECONDS).toBeUndefined();
  expect(wrong({ KEEP_SECONDS: "61", KEEP_AT_MOST_SECONDS: "60" }).message).toBe(
    'KEEP_SECONDS must not be more than KEEP_AT_MOST_SECONDS, not "61".',
  );
});

describe("the documentation of the settings", () => {
  it("has a meaning for each", () => {
    for (const { name, meaning } of describeSettings()) expect(meaning, name).toMatch(/^[A-Z].+\.$/);
  });

  it("is what docs/settings.md says (vitest -u writes it)", async () => {
    const page = [
      "# Settings",
      "",
      "Scribewell reads its settings from environment variables, once, when it starts. A variable that is empty counts as",
      "not set. Temporary files go where the system keeps them (`TMPDIR`). [Hardware](hardware.md) tells what `EXECUTION_PROVIDER`",
      "needs, and how much memory an engine takes.",
      "",
      settingsTable(),
      "",
    ].join("\n");
    await expect(page).toMatchFileSnapshot(fileURLToPath(new URL("../docs/settings.md", import.meta.url)));
  });
});
