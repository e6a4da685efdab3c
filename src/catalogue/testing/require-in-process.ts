/** Requires one model in a process of its own. Arguments: models directory, mirror, name, stale limit of locks. Tells each event as a line of JSON. */
import { USUAL_LIMITS } from "../download/limits.ts";
import { modelStore } from "../model-store.ts";

const [modelsDir = "", mirror = "", name = "", lockStaleMs = "2000"] = process.argv.slice(2);
const limits = { ...USUAL_LIMITS, lockStaleMs: Number(lockStaleMs) };
const say = (event: object) => process.stdout.write(`${JSON.stringify(event)}\n`);
const store = modelStore({ modelsDir, mirror, limits });
const { signal } = new AbortController();
const model = await store.require(name, { signal, onProgress: (progress) => say({ progress }) });
say({ model });
