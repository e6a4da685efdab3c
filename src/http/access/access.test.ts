import { afterAll, beforeAll, expect, it } from "vitest";
import { type OpenService, openService, SLOW_START_MS } from "../../../test/support/open-service.ts";
import { createKey } from "../../actions/keys/create-key.ts";
import { NO_LIMITS } from "../../domain/api-key.ts";

const PAGES = ["https://app.example.org", "https://other.example.org"];

let service: OpenService;
beforeAll(async () => {
  service = await openService({ wantsKeys: true, origins: PAGES });
}, SLOW_START_MS);
afterAll(() => service.close());

/** How a page is answered that asks with a key for these pages. */
async function answerTo(origin: string | undefined, origins: readonly string[] | null) {
  const { secret } = await createKey(service.services, {
    tenant: "local",
    name: "of a page",
    actor: "operator",
    scopes: ["read"],
    models: null,
    origins,
    limits: NO_LIMITS,
    expiresAt: null,
  });
  const headers = { authorization: `Bearer ${secret}`, ...(origin !== undefined && { origin }) };
  const response = await fetch(`${service.url}/api/v1/jobs`, { headers });
  const { code } = (await response.json()) as { code?: string };
  return code ?? response.status;
}

it.each([
  ["its own page", "https://app.example.org", 200],
  ["its own page, written otherwise", "HTTPS://App.Example.org/", 200],
  ["a program, which is no page", undefined, 200],
  ["another page that the service allows", "https://other.example.org", "origin-refused"],
  ["a page that the service does not allow", "https://else.example.org", "origin-refused"],
])("lets a key of a page in from %s", async (_what, origin, expected) => {
  expect(await answerTo(origin, ["https://app.example.org/"])).toBe(expected);
});

it("lets a key that names no page in from all that the service allows", async () => {
  for (const page of PAGES) expect(await answerTo(page, null)).toBe(200);
});
