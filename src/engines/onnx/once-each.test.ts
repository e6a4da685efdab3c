import { expect, it } from "vitest";
import type { EngineEvent } from "../../ports/engine.ts";
import { warningsOnceEach } from "./once-each.ts";

it("gives each warning once, and everything else as often as it comes", async () => {
  const language: EngineEvent = { type: "language", language: "en", probability: 1 };
  const [short, slow] = (["short", "slow"] as const).map((message): EngineEvent => ({ type: "warning", message }));
  const all = [short, language, short, slow, language, slow].flatMap((event) => event ?? []);
  const given: EngineEvent[] = [];
  for await (const event of warningsOnceEach(
    (async function* () {
      yield* all;
    })(),
  ))
    given.push(event);
  expect(given).toEqual([short, language, slow, language]);
});
