import { parseArgs } from "node:util";
import { fuzz } from "../../test/support/fuzz.ts";
import { openWorkplace } from "../../test/support/running-service.ts";

// Asks the service everything its OpenAPI document allows and much that it does not. Ends with 1 where an answer is 500 or above,
// or tells of the machine. SDKS_PYTHON names a python with test/python/requirements.txt.
// usage: npm run fuzz -- [--seconds 600] [--seed N]

const { values } = parseArgs({ options: { seconds: { type: "string", default: "600" }, seed: { type: "string" } } });
const python = process.env.SDKS_PYTHON;
if (python === undefined) throw new Error("SDKS_PYTHON names no python with test/python/requirements.txt");

// The service is started from its sources, as in tests.
process.env.NODE_OPTIONS = `--import ${import.meta.resolve("tsx")}`;
const workplace = await openWorkplace();
try {
  const seed = values.seed === undefined ? {} : { seed: Number(values.seed) };
  const { found, said } = await fuzz(workplace, { python, seconds: Number(values.seconds), ...seed });
  console.log(said);
  console.log(found ?? "nothing found");
  if (found !== null) process.exitCode = 1;
} finally {
  await workplace.clear();
}
