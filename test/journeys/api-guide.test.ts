import { spawnSync } from "node:child_process";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runScribewell } from "../../src/cli/testing/run-scribewell.ts";
import { openElsewhere } from "../support/guide/elsewhere.ts";
import { LANGUAGES, type Language, readGuide } from "../support/guide/guide-page.ts";
import { toBeRun } from "../support/guide/guide-script.ts";
import { runExamples, type Surroundings } from "../support/guide/run-guide.ts";
import { lacking } from "../support/guide/shown-fields.ts";
import { openWorkplace, type Workplace } from "../support/running-service.ts";
import { missing } from "../support/speech.ts";

// The examples of docs/api and docs/webhooks.md, as a reader runs them: page by page, against a service with a real model.

const pages = await readGuide();
const { SDKS_PYTHON } = process.env;
const isThere = (program: string) => spawnSync(program, ["--version"]).status === 0;
const absent = ["curl", "jq"].filter((program) => !isThere(program));
const lacks: Record<Language, string | undefined> = {
  sh: absent.length === 0 ? undefined : `${absent.join(" and ")} is not on this machine`,
  ts: undefined,
  python: SDKS_PYTHON ? undefined : "SDKS_PYTHON names no python with test/python/requirements.txt",
};
const needed = missing("MODELS_MIRROR");

/** Of several answers the page shows the last one. */
const lastLine = (output = "") => output.trimEnd().split("\n").at(-1) ?? "";

let workplace: Workplace;
let elsewhere: Awaited<ReturnType<typeof openElsewhere>>;
let surroundings: Surroundings;
beforeAll(async () => {
  if (needed) return;
  elsewhere = await openElsewhere();
  workplace = await openWorkplace();
  const made = ["keys", "create", "guide", "--scopes", "admin,operate"];
  const { stdout } = await runScribewell(made, workplace.environment);
  // What a page has had recognised another page has at once.
  const settings = { AUTH: "keys", RESULT_CACHE: "on", ALLOWED_NETWORKS: "127.0.0.1/32" };
  const { url } = await workplace.start(settings);
  surroundings = { service: url, elsewhere: elsewhere.url, key: stdout.trim(), python: SDKS_PYTHON };
}, 120_000);
afterAll(async () => {
  elsewhere?.close();
  await workplace?.clear();
});

describe.each(LANGUAGES)("the examples in %s", (language) => {
  const cannot = needed ?? lacks[language];
  const note = cannot ? ` (skipped: ${cannot})` : "";
  const shown = pages.filter((page) => toBeRun(page, language, pages).length > 0);
  it.skipIf(cannot).each(shown.map((page) => [page.name, page] as const))(
    `of %s do what the page says${note}`,
    async (name, page) => {
      const examples = toBeRun(page, language, pages);
      const { code, stderr, outputs } = await runExamples(language, examples, surroundings);
      const last = `${name}:${examples[outputs.length - 1]?.line}\n${outputs.at(-1)}\n${stderr}`;
      expect(code, last).toBe(0);
      expect(outputs).toHaveLength(examples.length);
      for (const [index, { answer, line }] of examples.entries())
        if (answer !== undefined && language === "sh")
          expect([line, lacking(JSON.parse(answer), JSON.parse(lastLine(outputs[index])))]).toEqual([line, []]);
    },
    150_000,
  );
});
