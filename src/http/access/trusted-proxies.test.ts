import { afterEach, expect, it } from "vitest";
import { type OpenService, openService, SLOW_START_MS } from "../../../test/support/open-service.ts";

let service: OpenService | undefined;
afterEach(() => service?.close());

/** More sign-ins than one address may try, each said to be from another. */
async function statusesOfMany(trustedProxies: readonly string[]): Promise<Set<number>> {
  service = await openService({ wantsKeys: true, trustedProxies });
  const url = `${service.url}/api/v1/sign-in`;
  const answers = await Promise.all(
    Array.from({ length: 80 }, (_, index) =>
      fetch(url, {
        method: "POST",
        body: JSON.stringify({ key: "no key" }),
        headers: { "content-type": "application/json", "x-forwarded-for": `203.0.113.${index}` },
      }),
    ),
  );
  return new Set(answers.map(({ status }) => status));
}

it.each([
  ["a proxy that is trusted says whose a request is", ["127.0.0.0/8", "::1"], [401]],
  ["anybody else does not", ["192.0.2.7"], [401, 429]],
  ["nobody does where none is trusted", [], [401, 429]],
])(
  "%s",
  async (_what, trusted, statuses) => {
    expect(await statusesOfMany(trusted)).toEqual(new Set(statuses));
  },
  SLOW_START_MS,
);
