import type { ModelListing } from "../../ports/model-store.ts";

/** Models of AssemblyAI's own service. Who names one wants a good transcription, and gets the best that can be had here. */
const ASSEMBLYAI_MODEL = /^(?:best|nano|slam-1|conformer-2|universal(?:-[\w.-]+)?)$/;

/**
 * The model that a client means: the first of its list that this server has, or the best there is. A name with a stroke is one
 * of this server's, be it there or not.
 */
export function modelNamed(
  names: readonly string[],
  known: readonly Pick<ModelListing, "name" | "remote">[],
): { model: string; warnings: string[] } {
  const model = names.find(
    (wanted) => wanted.includes("/") || known.some(({ name, remote }) => !remote && name.endsWith(`/${wanted}`)),
  );
  if (model !== undefined) return { model, warnings: [] };
  const strange = names.filter((name) => !ASSEMBLYAI_MODEL.test(name));
  return {
    model: "auto",
    warnings: strange.map((name) => `There is no speech model "${name}" here: the best there is was chosen.`),
  };
}
