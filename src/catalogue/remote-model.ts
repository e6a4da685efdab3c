import { Failure } from "../domain/failure.ts";

const REMOTE = /^openai\//i;
/** As services name their models, with slashes too. */
const MODEL = /^[\w.:@/+-]{1,200}$/;

/**
 * Gives the whole name of a remote model, or null for any other. Only the service knows which models it has, so every
 * name is taken as it stands, in its own capitals.
 * @throws {Failure} `model-unknown` for what cannot be a name.
 */
export function remoteModelName(name: string): string | null {
  const asked = name.trim();
  if (!REMOTE.test(asked)) return null;
  const model = asked.replace(REMOTE, "");
  if (MODEL.test(model)) return `openai/${model}`;
  throw new Failure(
    "model-unknown",
    `"${name}" is no model of a remote service: write openai/ and the name the service has for it, for example openai/whisper-1.`,
  );
}

/** Refuses a remote model where files are needed. @throws {Failure} `option-invalid` */
export function refuseRemote(name: string, doing: string): void {
  const remote = remoteModelName(name);
  if (remote === null) return;
  throw new Failure(
    "option-invalid",
    `${remote} is a remote model, so there are no files to ${doing}: it is used by its name, where REMOTE_ENGINES allows it.`,
  );
}
