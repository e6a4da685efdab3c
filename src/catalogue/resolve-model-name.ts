import { closest, distance } from "fastest-levenshtein";
import { Failure } from "../domain/failure.ts";
import { CATALOGUE } from "./catalogue.ts";
import { remoteModelName } from "./remote-model.ts";

const withoutEngine = (name: string): string => name.slice(name.indexOf("/") + 1);

/**
 * Gives the whole name of a model: `whisper-base` is `onnx/whisper-base`; capitals do not matter. A remote model is
 * meant only where its engine is written too: no recording leaves the machine by an abbreviation.
 * @param ownNames Models that were added on this machine.
 * @throws {Failure} `model-unknown`, with the name that was probably meant.
 */
export function resolveModelName(name: string, ownNames: readonly string[] = []): string {
  const remote = remoteModelName(name);
  if (remote !== null) return remote;
  const names = [...CATALOGUE.map((entry) => entry.name), ...ownNames];
  const asked = name.trim().toLowerCase();
  const here = names.filter((each) => remoteModelName(each) === null);
  const found = here.find((each) => each === asked) ?? here.find((each) => withoutEngine(each) === asked);
  if (found !== undefined) return found;
  const near = nearest(asked, names);
  const hint = near === undefined ? "" : ` Did you mean ${near}?`;
  throw new Failure("model-unknown", `There is no model "${name}".${hint} "scribewell models list" shows all of them.`);
}

/** A name is near when no more than a quarter of it has to change. */
function nearest(asked: string, names: readonly string[]): string | undefined {
  if (asked === "") return undefined;
  const shape = asked.includes("/") ? (each: string) => each : withoutEngine;
  const match = closest(asked, names.map(shape));
  return distance(asked, match) <= Math.max(1, match.length / 4)
    ? names.find((each) => shape(each) === match)
    : undefined;
}
