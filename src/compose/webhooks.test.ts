import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { readConfig } from "../config.ts";
import { composeSecrets } from "./secrets.ts";
import { composeWebhooks } from "./webhooks.ts";

const KEY = Buffer.alloc(32, 7).toString("base64");

let folder: string;
const closers: (() => Promise<unknown>)[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "scribewell-compose-"));
});
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
  await rm(folder, { recursive: true, force: true });
});

const composed = async (settings: Record<string, string>, isEmbedded: boolean) => {
  const config = readConfig({ DATA_DIR: folder, ...settings });
  return {
    secrets: await composeSecrets(config, { isEmbedded }),
    webhooks: composeWebhooks(config, { closers }),
  };
};

it("makes a key by itself where the database is inside the service, and keeps it", async () => {
  const sealed = (await composed({}, true)).secrets.seal("a secret");
  expect((await composed({}, true)).secrets.open(sealed)).toBe("a secret");
  expect(await readdir(folder)).toEqual(["secrets.key"]);
});

it("makes none where others share the database: a secret is refused until a key is set", async () => {
  const { secrets } = await composed({}, false);
  expect(() => secrets.seal("a secret")).toThrow(expect.objectContaining({ code: "secrets-unavailable" }));
  expect(await readdir(folder)).toEqual([]);
  const sealed = (await composed({ SECRETS_KEY: KEY }, false)).secrets.seal("a secret");
  expect((await composed({ SECRETS_KEY: KEY }, true)).secrets.open(sealed)).toBe("a secret");
});

it.each(["abc", `${KEY}${KEY}`, "x".repeat(44)])("refuses %s as a key, and does not repeat it", (key) => {
  expect(() => readConfig({ SECRETS_KEY: key })).toThrow(/SECRETS_KEY must be 32 bytes as base64/);
  expect(() => readConfig({ SECRETS_KEY: key })).not.toThrow(/not "/);
});

it("allows receivers in networks that the settings name, and no others", async () => {
  const { webhooks } = await composed({ ALLOWED_NETWORKS: "10.0.0.0/8" }, true);
  expect(() => webhooks.check("http://10.1.1.1/")).not.toThrow();
  expect(() => webhooks.check("http://192.168.1.1/")).toThrow(expect.objectContaining({ code: "url-refused" }));
});
