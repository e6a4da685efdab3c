import { join, parse, resolve } from "node:path";
import { Failure } from "../../domain/failure.ts";
import type { Format } from "../../exports/formats.ts";

/** A file that will be written. */
export interface OutputFile {
  readonly format: Format;
  readonly path: string;
}

/** Whether a word of the command line begins with a scheme, of any kind, and so is no path. `C:\talk.mp3` is a path. */
export const hasScheme = (input: string): boolean => /^[a-z][a-z0-9+.-]+:\/\//i.test(input);

/** The name that files written for an input have before their extension: that of the recording, `stdin` for `-`. */
export function outputName(input: string): string {
  if (input === "-") return "stdin";
  if (!hasScheme(input)) return parse(input).name;
  const { pathname, hostname } = new URL(input);
  const segment = pathname.split("/").findLast((part) => part !== "") ?? "";
  // Decoded it may hold slashes, and characters that no file system takes.
  const name = parse(decoded(segment).replace(/[\p{Cc}/\\:*?"<>|]/gu, "_")).name;
  return name || hostname || "recording";
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** The files that one input becomes. */
export function outputsOf(input: string, formats: readonly Format[], directory: string): OutputFile[] {
  return formats.map((format) => ({ format, path: join(directory, `${outputName(input)}.${format}`) }));
}

/**
 * The files that each input becomes.
 * @throws {Failure} `option-invalid` when two inputs would become the same file, or one the file it is read from.
 */
export function planOutputs(inputs: readonly string[], formats: readonly Format[], directory: string): OutputFile[][] {
  const takenBy = new Map<string, string>();
  const recordings = new Set(inputs.filter((input) => !hasScheme(input)).map(fileKey));
  return inputs.map((input) => {
    const outputs = outputsOf(input, formats, directory);
    for (const { path } of outputs) {
      const other = takenBy.get(fileKey(path));
      if (other !== undefined)
        throw new Failure(
          "option-invalid",
          `${both(other, input)} would be written to ${path}. Give them one by one, each with its own --output directory.`,
        );
      if (recordings.has(fileKey(path)))
        throw new Failure(
          "option-invalid",
          `${path} is a recording and would be overwritten. Choose another --output directory.`,
        );
      takenBy.set(fileKey(path), input);
    }
    return outputs;
  });
}

const both = (one: string, other: string) => (one === other ? `${one} is named twice and` : `${one} and ${other} both`);

/** Two paths with the same key are the same file, on systems that ignore case too. */
function fileKey(path: string): string {
  const absolute = resolve(path).normalize("NFC");
  return process.platform === "linux" ? absolute : absolute.toLowerCase();
}
