import { type Config, Settings } from "./config.ts";

/** One setting as a person reads about it. */
export interface SettingDescription {
  readonly name: keyof Config;
  readonly meaning: string;
  /** In words or as a value; undefined when it has none. */
  readonly byDefault: string | undefined;
}

/** All settings, in the order of the documentation. */
export function describeSettings(): SettingDescription[] {
  return Settings.keyof().options.map((name) => {
    const schema = Settings.shape[name];
    const { description = "", byDefault } = schema.meta() ?? {};
    if (typeof byDefault === "string") return { name, meaning: description, byDefault };
    return { name, meaning: description, byDefault: written(schema.safeParse(undefined).data) };
  });
}

/** A default as a person would write it; nothing for a setting that has none, or an empty list. */
function written(value: unknown): string | undefined {
  if (value === undefined || (Array.isArray(value) && value.length === 0)) return undefined;
  if (typeof value === "boolean") return value ? "`yes`" : "`no`";
  return `\`${value}\``;
}

/** The settings as a Markdown table, for `docs/settings.md`. */
export function settingsTable(): string {
  const rows = describeSettings().map(
    ({ name, meaning, byDefault = "not set" }) => `| \`${name}\` | ${meaning} | ${byDefault} |`,
  );
  return ["| Setting | Meaning | Default |", "|---|---|---|", ...rows].join("\n");
}
