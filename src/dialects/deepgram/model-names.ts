import type { ModelStore } from "../../ports/model-store.ts";
import type { Warning } from "./remembered.ts";

/** Models of Deepgram's own service. Who names one wants a good transcription, and gets the best that can be had here. */
const ELSEWHERE =
  /^(?:(?:nova|enhanced|base)(?:-[\w-]+)?|whisper|general|meeting|phonecall|finance|conversationalai|voicemail|video|medical|drivethru|automotive|atc)$/i;

const WHISPER_OF_A_SIZE = /^whisper-[\w.-]+$/i;

/** The model that a client means, and what is to be said where it is another than it named. */
export async function modelNamed(
  models: Pick<ModelStore, "list">,
  name: string,
): Promise<{ model: string; warnings: Warning[] }> {
  if (ELSEWHERE.test(name)) return { model: "auto", warnings: [] };
  if (!WHISPER_OF_A_SIZE.test(name) || (await isHere(models, name))) return { model: name, warnings: [] };
  const message = `There is no ${name} here: the best model there is was taken. GET /v1/models lists all.`;
  return { model: "auto", warnings: [{ parameter: "model", type: "unsupported_model", message }] };
}

async function isHere(models: Pick<ModelStore, "list">, short: string): Promise<boolean> {
  return (await models.list()).some(
    ({ name, remote, tasks }) => !remote && tasks.length > 0 && name.endsWith(`/${short}`),
  );
}
