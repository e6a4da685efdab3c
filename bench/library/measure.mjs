// Runs one candidate in a process of its own: the recording twice, the models loaded once. The last line is what came of it.
// usage: node measure.mjs CANDIDATE PACKAGES_DIR MODELS_DIR RECORDING
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [candidate, packages, models, recording] = process.argv.slice(2);
const installed = createRequire(join(packages, "package.json"));
const { open } = await import(new URL(`candidates/${candidate}.mjs`, import.meta.url).href);

const load = async (name) => {
  const loaded = await import(pathToFileURL(installed.resolve(name)).href);
  return loaded.default ?? loaded;
};
const transcribe = await open({ load, models });
const text = await transcribe(recording);
// Since the process was started: Node, the package and the model are in it.
const coldSeconds = performance.now() / 1000;
const begun = performance.now();
await transcribe(recording);
const warmSeconds = (performance.now() - begun) / 1000;
process.stdout.write(`\n${JSON.stringify({ coldSeconds, warmSeconds, text })}\n`, () => process.exit());
