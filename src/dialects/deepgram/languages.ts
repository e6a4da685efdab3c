import { Failure } from "../../domain/failure.ts";
import { languageCode } from "../../domain/languages.ts";
import type { TranscriptionOptions } from "../../domain/transcription.ts";
import type { GivenQuery } from "./query.ts";
import type { Warning } from "./remembered.ts";

interface Languages {
  readonly options: Pick<TranscriptionOptions, "language" | "languages">;
  /** Whether the answer is to tell what was found. */
  readonly isDetected: boolean;
  readonly warnings: readonly Warning[];
}

/**
 * Which languages are to be heard. Where detection is asked for it counts, whatever `language` says.
 * @throws {Failure} `request-invalid` for a language that there is not
 */
export function languagesOf({ language, detect_language: detect }: GivenQuery): Languages {
  const given = detect.filter((word) => word !== "false");
  const isDetected = given.length > 0;
  const codes = given.filter((word) => word !== "true").map((word) => codeOf("detect_language", word));
  const isNamed = language !== undefined && language !== "multi";
  if (isDetected)
    return {
      options: codes.length > 0 ? { languages: [...new Set(codes)] } : {},
      isDetected,
      warnings: isNamed ? [warning("`language` was not followed: `detect_language` asks to have it found out.")] : [],
    };
  if (!isNamed) return { options: {}, isDetected, warnings: [] };
  return { options: { language: codeOf("language", language) }, isDetected, warnings: scriptWarnings(language) };
}

function codeOf(parameter: string, tag: string): string {
  const code = languageCode(tag);
  if (code !== undefined) return code;
  throw new Failure(
    "request-invalid",
    `\`${parameter}\`: there is no language "${tag}" here. Give a code such as en, or detect_language=true to have it found out.`,
  );
}

/** The region of a tag is heard anyway; the script it is written in is up to the model. */
function scriptWarnings(tag: string): Warning[] {
  if (!/^[a-z]{2,3}[-_][a-z]{4}(?:[-_]|$)/i.test(tag)) return [];
  return [warning(`The script that "${tag}" names was not followed: the model chooses it.`)];
}

const warning = (message: string): Warning => ({ parameter: "language", type: "unsupported_language", message });
