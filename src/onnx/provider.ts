/** What a model computes on. */
export type Provider = "cpu" | "cuda" | "coreml" | "directml";

/** What onnxruntime calls a provider: in the options of a session, and in the profile of one. */
interface RuntimeName {
  readonly option: string;
  readonly inProfile: string;
}

export const RUNTIME_NAMES: Readonly<Record<Exclude<Provider, "cpu">, RuntimeName>> = {
  cuda: { option: "cuda", inProfile: "CUDAExecutionProvider" },
  coreml: { option: "coreml", inProfile: "CoreMLExecutionProvider" },
  directml: { option: "dml", inProfile: "DmlExecutionProvider" },
};

const LONGEST_CAUSE = 200;

/** What to tell where a provider was asked for and the processor does its work. Names no folder. */
export function insteadWarning(provider: Provider, cause: unknown): string {
  return `${provider} was asked for and does not run here (${plainCause(cause)}); the processor was used instead: see docs/hardware.md`;
}

/** The first line of an error, with files by their name alone. */
export function plainCause(cause: unknown): string {
  const message = cause instanceof Error ? cause.message : String(cause);
  const line = message.split("\n", 1)[0] ?? "";
  return line.replace(FOLDERS, "").trim().slice(0, LONGEST_CAUSE);
}

/** What comes before the name of a file in an absolute path. */
const FOLDERS = /(?<![\w.])(?:[A-Za-z]:)?[\\/](?:[^\s"'()\\/]+[\\/])+/g;
