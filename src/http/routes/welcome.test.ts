import { afterEach, expect, it } from "vitest";
import type { AppOptions } from "../app.ts";
import { type OpenApp, openApp } from "../testing/open-app.ts";

let opened: OpenApp | undefined;
afterEach(() => opened?.app.close());

async function pageOf(options: Parameters<typeof openApp>[0], headers: Record<string, string> = {}): Promise<string> {
  opened = await openApp(options);
  return (await fetch(opened.url, { headers })).text();
}

const commandsOf = (html: string) => html.split("\n").filter((line) => /\bcurl\b/.test(line));

it("names the service as it was reached", async () => {
  const plain = await pageOf({});
  expect(commandsOf(plain)).toHaveLength(4);
  for (const command of commandsOf(plain)) expect(command).toContain(`${opened?.url}/api/v1/`);
});

it.each<[string, Partial<AppOptions>, Record<string, string>, string]>([
  ["a proxy", {}, { "x-forwarded-proto": "https, http" }, "https://localhost:"],
  ["the settings", { publicUrl: "https://speech.example.org" }, {}, "https://speech.example.org/api/"],
])("names it as %s says", async (_who, options, headers, address) => {
  for (const command of commandsOf(await pageOf(options, headers))) expect(command).toContain(address);
});

it("sends a key where the service asks for one, and none where it does not", async () => {
  const key = 'curl -H "Authorization: Bearer $SCRIBEWELL_KEY"';
  const asked = commandsOf(await pageOf({ wantsKeys: true }));
  expect(asked.filter((command) => command.includes(key))).toHaveLength(4);
  await opened?.app.close();
  expect(await pageOf({})).not.toContain("KEY");
});

it("says that nothing is sent away only where that is so", async () => {
  const limits = { maxUploadBytes: 1, keepFreeBytes: 0, maxQueuedJobs: 1 };
  const never = "No recording is sent";
  expect(await pageOf({ services: { limits } })).toContain(never);
  await opened?.app.close();
  expect(await pageOf({ services: { limits: { ...limits, allowsRemote: true } } })).not.toContain(never);
});
