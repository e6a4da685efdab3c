import { type Config, readConfig } from "../../config.ts";
import { Failure } from "../../domain/failure.ts";
import { readCommandLine } from "../arguments/command-line.ts";
import type { Terminal } from "../terminal/terminal.ts";

const SETTINGS = { host: "LISTEN_HOST", port: "PORT", "data-dir": "DATA_DIR" } as const;

/** A flag of a command that runs a part of the service, and stands for a setting. */
export type ServiceFlag = keyof typeof SETTINGS;

/**
 * The settings of a command that runs a part of the service. Flags win over the environment.
 * @throws {Failure} `option-invalid`, `settings-invalid`
 */
export function readServiceConfig(
  command: string,
  {
    words,
    flags,
    switches = [],
  }: { words: readonly string[]; flags: readonly ServiceFlag[]; switches?: readonly string[] },
  terminal: Terminal,
): { config: Config; isOn(name: string): boolean } {
  const known = [
    ...flags.map((flag) => [flag, { type: "string" }] as const),
    ...switches.map((name) => [name, { type: "boolean" }] as const),
  ];
  const { values, positionals } = readCommandLine(words, Object.fromEntries(known));
  if (positionals[0] !== undefined)
    throw new Failure("option-invalid", `${command} takes flags only, and has been given "${positionals[0]}".`);
  const given: Readonly<Record<string, unknown>> = values;
  const settings = flags.flatMap((flag) => (typeof given[flag] === "string" ? [[SETTINGS[flag], given[flag]]] : []));
  const config = readConfig({ ...terminal.environment, ...Object.fromEntries(settings) });
  return { config, isOn: (name) => given[name] === true };
}
