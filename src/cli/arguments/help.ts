import type { Config } from "../../config.ts";
import { describeSettings } from "../../setting-descriptions.ts";

const WIDTH = 80;

/** The part of a help text that explains the environment variables a command reads. */
export function environmentHelp(names: readonly (keyof Config)[]): string {
  const settings = describeSettings().filter(({ name }) => names.includes(name));
  const column = Math.max(...names.map((name) => name.length)) + 4;
  const rows = settings.map(({ name, meaning }) => {
    const lines = wrapped(meaning.replaceAll("`", ""), " ".repeat(column));
    return `  ${name.padEnd(column - 2)}${lines.trimStart()}`;
  });
  return `Environment (docs/settings.md has the defaults)\n${rows.join("\n")}`;
}

/** A text in lines of at most 80 characters, each behind the indent. */
export function wrapped(text: string, indent = "  "): string {
  const lines = [""];
  for (const word of text.split(" ")) {
    const line = lines.at(-1) ?? "";
    if (line === "") lines[lines.length - 1] = indent + word;
    else if (line.length + 1 + word.length <= WIDTH) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(indent + word);
  }
  return lines.join("\n");
}
