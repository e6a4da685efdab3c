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

/**
 * Refuses options that contradict each other, whatever the engine.
 * @throws {Failure} `option-invalid`
 */
export function checkAgreement({ language, languages, fromSeconds = 0, toSeconds }: TranscriptionOptions): void {
  if (language !== undefined && languages !== undefined)
    throw new Failure("option-invalid", "One language and a list of languages were given. Give one of the two.");
  if (toSeconds !== undefined && toSeconds <= fromSeconds)
    throw new Failure(
      "option-invalid",
      `The time range ends (${toSeconds} s) before it begins (${fromSeconds} s). Give a later end.`,
    );
}
