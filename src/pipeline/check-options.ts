import { Failure } from "../domain/failure.ts";
import type { Task } from "../domain/transcription.ts";
import type { Engine } from "../ports/engine.ts";

/**
 * Holds what is asked against what the engine can do.
 * @returns a warning for each option that will not be honoured
 * @throws {Failure} `language-unsupported`, `task-unsupported`: text in the wrong language helps nobody
 */
export function checkOptions(
  { name, abilities }: Pick<Engine, "name" | "abilities">,
  options: { task: Task; language?: string; prompt?: string },
): string[] {
  const { language } = options;
  if (language !== undefined && !abilities.languages.includes(language)) {
    const known =
      abilities.languages.length > 5 ? `${abilities.languages.length} others` : abilities.languages.join(", ");
    throw new Failure(
      "language-unsupported",
      `${name} does not know the language ${language}, only ${known}; choose another model`,
    );
  }
  if (options.task === "translate" && !abilities.translate) {
    throw new Failure("task-unsupported", `${name} cannot translate; choose another model: scribewell models list`);
  }
  return options.prompt && !abilities.prompt ? [`${name} takes no prompt: it was not used`] : [];
}
