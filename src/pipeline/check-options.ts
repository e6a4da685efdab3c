import { Failure } from "../domain/failure.ts";
import type { TranscriptionOptions } from "../domain/transcription.ts";
import type { Engine } from "../ports/engine.ts";

/**
 * Holds what is asked against what the engine can do.
 * @returns a warning for each option that will not be honoured
 * @throws {Failure} `language-unsupported`, `task-unsupported`: text in the wrong language helps nobody; `option-invalid`
 */
export function checkOptions(
  { name, abilities }: Pick<Engine, "name" | "abilities">,
  options: TranscriptionOptions,
): string[] {
  checkAgreement(options);
  const { language, languages = [] } = options;
  const unknown = [...(language === undefined ? [] : [language]), ...languages].filter(
    (code) => !abilities.languages.includes(code),
  );
  if (unknown.length > 0) {
    const known =
      abilities.languages.length > 5 ? `${abilities.languages.length} others` : abilities.languages.join(", ");
    throw new Failure(
      "language-unsupported",
      `${name} does not know the language ${unknown.join(", ")}, only ${known}; choose another model`,
    );
  }
  if (options.task === "translate" && !abilities.translate) {
    throw new Failure("task-unsupported", `${name} cannot translate; choose another model: scribewell models list`);
  }
  const warnings: string[] = [];
  if (options.prompt && !abilities.prompt) warnings.push(`${name} takes no prompt: it was not used`);
  if (options.vocabulary?.length && !abilities.prompt)
    warnings.push(`${name} cannot be told what terms to expect: the vocabulary only corrects its text`);
  if ((options.beamSize ?? 1) > 1 && !abilities.beam)
    warnings.push(`${name} follows one text only: the beam size was not used`);
  return warnings;
}

/** A list of one language is that language. */
export function onlyLanguage<Options extends TranscriptionOptions>(options: Options): Options {
  const { languages, ...others } = options;
  const [only, another] = languages ?? [];
  return only !== undefined && another === undefined ? ({ ...others, language: only } as Options) : options; // one option for another
}

const MOST_BEAMS = 10;
const MOST_TERMS = 500;
const LONGEST_TERM = 100;
/** Of all terms together: an engine is told some two hundred words of it at most. */
const MOST_LETTERS = 10_000;

/**
 * Refuses options that make no sense or contradict each other, whatever the engine.
 * @throws {Failure} `option-invalid`
 */
export function checkAgreement(options: TranscriptionOptions): void {
  const {
    language,
    languages,
    vocabulary,
    beamSize = 1,
    fromSeconds = 0,
    toSeconds = Number.POSITIVE_INFINITY,
  } = options;
  const refuse = (detail: string) => new Failure("option-invalid", detail);
  if (languages?.length === 0) throw refuse("The list of languages is empty. Name one, or leave the list out.");
  if (vocabulary?.some((term) => term.trim() === "")) throw refuse("A term of the vocabulary is empty. Leave it out.");
  const longest = Math.max(0, ...(vocabulary ?? []).map(({ length }) => length));
  const letters = vocabulary?.join("\n").length ?? 0;
  if ((vocabulary?.length ?? 0) > MOST_TERMS || longest > LONGEST_TERM || letters > MOST_LETTERS)
    throw refuse(
      `The vocabulary is too long: at most ${MOST_TERMS} terms of ${LONGEST_TERM} characters, and ${MOST_LETTERS} characters in all. Keep the terms that matter.`,
    );
  if (!Number.isInteger(beamSize) || beamSize < 1 || beamSize > MOST_BEAMS)
    throw refuse(`The beam size must be a whole number from 1 to ${MOST_BEAMS}, not ${beamSize}.`);
  if (!(fromSeconds >= 0) || Number.isNaN(toSeconds))
    throw refuse(`A time range is in seconds from 0, not from ${fromSeconds} to ${toSeconds}.`);
  if (language !== undefined && languages !== undefined)
    throw new Failure("option-invalid", "One language and a list of languages were given. Give one of the two.");
  if (toSeconds <= fromSeconds)
    throw new Failure(
      "option-invalid",
      `The time range ends (${toSeconds} s) before it begins (${fromSeconds} s). Give a later end.`,
    );
}
