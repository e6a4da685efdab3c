import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { keyFromFile } from "./key-file.ts";
import { noSecretBox, secretBox } from "./secret-box.ts";

const SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const KEY = Buffer.alloc(32, 7);
const unavailable = expect.objectContaining({ code: "secrets-unavailable" });

describe("a sealed secret", () => {
  it("is opened with its key, and looks otherwise each time", () => {
    const box = secretBox(KEY);
    const [one, other] = [box.seal(SECRET), box.seal(SECRET)];
    expect([box.open(one), box.open(other)]).toEqual([SECRET, SECRET]);
    expect(one.equals(other)).toBe(false);
    expect(one.toString("latin1")).not.toContain("whsec");
  });

  it("is not opened with another key, nor when it was changed or cut", () => {
    const sealed = secretBox(KEY).seal(SECRET);
    expect(() => secretBox(Buffer.alloc(32, 8)).open(sealed)).toThrow(unavailable);
    for (let at = 1; at < sealed.length; at += 5) {
      const changed = Buffer.from(sealed);
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
      expect(() => secretBox(KEY).open(changed), `byte ${at}`).toThrow(unavailable);
    }
    for (const length of [0, 12, 20, sealed.length - 1])
      expect(() => secretBox(KEY).open(sealed.subarray(0, length))).toThrow(unavailable);
  });

  it("cannot be made without a key: the refusal says how to make one", () => {
    expect(() => noSecretBox().seal(SECRET)).toThrow(/openssl rand -base64 32.*SECRETS_KEY/);
    expect(() => noSecretBox().open(Buffer.alloc(50))).toThrow(unavailable);
  });
});

describe("the key of a data directory", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "scribewell-key-"));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it("is made once, for its owner alone", async () => {
    const key = await keyFromFile(folder);
    expect(key).toHaveLength(32);
    expect((await keyFromFile(folder)).equals(key)).toBe(true);
    expect(await readdir(folder)).toEqual(["secrets.key"]);
    expect((await stat(join(folder, "secrets.key"))).mode & 0o777).toBe(0o600);
    expect((await readFile(join(folder, "secrets.key"), "utf8")).trim()).toBe(key.toString("base64"));
  });

  it("is made anew where a crash left half of it", async () => {
    await writeFile(join(folder, "secrets.key.new"), "abc");
    expect(await keyFromFile(folder)).toHaveLength(32);
  });

  it("is not replaced when it is damaged: what it sealed would be lost", async () => {
    await writeFile(join(folder, "secrets.key"), "abc");
    await expect(keyFromFile(folder)).rejects.toMatchObject({ code: "data-directory-unusable" });
    expect(await readFile(join(folder, "secrets.key"), "utf8")).toBe("abc");
  });

  it("says when it cannot be written", async () => {
    await chmod(folder, 0o500);
    await expect(keyFromFile(join(folder, "nowhere"))).rejects.toMatchObject({ code: "data-directory-unusable" });
    await chmod(folder, 0o700);
  });
});
