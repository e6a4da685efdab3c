import { spawn } from "node:child_process";
import { once } from "node:events";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { runScribewell } from "../../src/cli/testing/run-scribewell.ts";
import type { Workplace } from "./running-service.ts";

const CHECKS = fileURLToPath(new URL("../python/", import.meta.url));

/** Answers that go on for as long as they are read. */
const ENDLESS = ["/api/v1/jobs/{id}/events"];

interface Fuzzed {
  /** Null where it found nothing. */
  readonly found: string | null;
  readonly said: string;
}

/**
 * Has schemathesis ask a service everything that its OpenAPI document allows and much that it does not, with a key that may do
 * everything. Finds answers of 500 and above, and answers that tell of the machine.
 * @param python an interpreter with test/python/requirements.txt
 */
export async function fuzz(
  workplace: Workplace,
  { python, seconds, seed }: { readonly python: string; readonly seconds: number; readonly seed?: number },
): Promise<Fuzzed> {
  const scopes = "admin,operate";
  const { stdout: key } = await runScribewell(["keys", "create", "fuzz", "--scopes", scopes], workplace.environment);
  const service = await workplace.start({ AUTH: "keys" });
  const child = spawn(
    join(dirname(python), "schemathesis"),
    [
      ...["run", `${service.url}/openapi.json`, "--header", `authorization: Bearer ${key.trim()}`],
      ...["--checks", "not_a_server_error,tells_nothing_of_the_machine", "--max-time", String(seconds)],
      ...["--request-timeout", "30", "--phases", "coverage,fuzzing", "--continue-on-failure"],
      ...["--suppress-health-check", "all", "--warnings", "off", "--no-color"],
      ...(seed === undefined ? [] : ["--seed", String(seed)]),
      ...ENDLESS.flatMap((path) => ["--exclude-path", path]),
    ],
    { cwd: workplace.folder, env: { ...process.env, PYTHONPATH: CHECKS, SCHEMATHESIS_HOOKS: "fuzz_checks" } },
  );
  let said = "";
  const hear = (text: string) => {
    said += text;
  };
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", hear);
  const [code] = await once(child, "close");
  const alive = await fetch(`${service.url}/health/live`).catch(() => undefined);
  if (!alive?.ok) return { found: "The service lives no more.", said };
  return { found: code === 0 ? null : `schemathesis ended with ${code}`, said };
}
