import { type ParseArgsConfig, parseArgs } from "node:util";
import { Failure } from "../../domain/failure.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { didYouMean } from "./nearest.ts";

/** One command of the program. */
export interface Command {
  /** What `--help` prints. */
  readonly help: string;
  /** What its first word can be, where each has a help text of its own. */
  readonly parts?: Readonly<Record<string, Command>>;
  /** Does the work with the words after the command's name. Gives the exit code. */
  run(words: readonly string[], terminal: Terminal): Promise<number>;
}

type Flags = NonNullable<ParseArgsConfig["options"]>;

/**
 * Reads flags and names from the words of a command line.
 * @throws {Failure} `option-invalid` that names the flag, and the one that was likely meant.
 */
export function readCommandLine<F extends Flags>(
  words: readonly string[],
  flags: F,
): ReturnType<typeof parseArgs<{ args: string[]; options: F; allowPositionals: true }>> {
  const args = [...words];
  const { tokens } = parseArgs({ args, options: flags, allowPositionals: true, strict: false, tokens: true });
  for (const token of tokens) if (token.kind === "option") checkFlag(token, flags);
  return parseArgs({ args, options: flags, allowPositionals: true });
}

interface FlagToken {
  readonly name: string;
  readonly rawName: string;
  readonly value: string | undefined;
  readonly inlineValue: boolean | undefined;
}

function checkFlag({ name, rawName, value, inlineValue }: FlagToken, flags: Flags): void {
  const type = flags[name]?.type;
  if (!type) {
    const known = Object.keys(flags).map((flag) => `--${flag}`);
    throw new Failure("option-invalid", `There is no flag "${rawName}" here.${didYouMean(rawName, known)}`);
  }
  if (type === "boolean" && value !== undefined) {
    throw new Failure("option-invalid", `${rawName} takes no value, and has been given "${value}".`);
  }
  // A flag that was forgotten its value would otherwise swallow the flag after it.
  const swallowed = !inlineValue && value !== undefined && value.startsWith("-") && value !== "-";
  if (type === "string" && (!value || swallowed)) {
    const remedy = swallowed ? ` For a value that begins with a dash write ${rawName}=${value}.` : "";
    throw new Failure("option-invalid", `${rawName} needs a value.${remedy}`);
  }
}
