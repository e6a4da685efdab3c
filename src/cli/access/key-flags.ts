import { type KeyLimits, type KeyRights, NO_LIMITS, ORIGIN } from "../../domain/api-key.ts";
import { Failure } from "../../domain/failure.ts";
import { SCOPES, type Scope } from "../../domain/scope.ts";

const text = { type: "string" } as const;

/** What can be said of a key's rights on the command line. */
export const KEY_FLAGS = {
  scopes: text,
  models: text,
  origins: text,
  expires: text,
  "requests-per-minute": text,
  "open-jobs": text,
  "megabytes-per-day": text,
  "minutes-per-month": text,
} as const;

type Given = { readonly [Flag in keyof typeof KEY_FLAGS]?: string | undefined };

/** What a new key may do. @throws {Failure} `option-invalid` */
export function rightsOf(given: Given): KeyRights {
  return {
    scopes: ["submit", "read"],
    models: null,
    origins: null,
    expiresAt: null,
    ...ownOf(given),
    limits: { ...NO_LIMITS, ...limitsOf(given) },
  };
}

/** What is to be changed of a key; limits that are not named stay. @throws {Failure} `option-invalid` */
export function changesOf({ name, ...given }: Given & { readonly name?: string | undefined }) {
  const [rights, limits] = [ownOf(given), limitsOf(given)];
  if (name === undefined && Object.keys({ ...rights, ...limits }).length === 0)
    throw new Failure("option-invalid", "Say what to change, for example --scopes submit,read.");
  return (now: KeyLimits) => ({
    ...(name !== undefined && { name }),
    ...rights,
    ...(Object.keys(limits).length > 0 && { limits: { ...now, ...limits } }),
  });
}

function ownOf({ scopes, models, origins, expires }: Given): Partial<Omit<KeyRights, "limits">> {
  return {
    ...(scopes !== undefined && { scopes: listOf(scopes).map(scopeOf) }),
    ...(models !== undefined && { models: models === "none" ? null : listOf(models) }),
    ...(origins !== undefined && { origins: origins === "none" ? null : listOf(origins).map(originOf) }),
    ...(expires !== undefined && { expiresAt: expires === "none" ? null : dateOf(expires) }),
  };
}

const MEGABYTE = 1e6;

function limitsOf(given: Given): Partial<KeyLimits> {
  const limit = (flag: keyof Given, times = 1) => {
    const value = given[flag];
    if (value === undefined) return undefined;
    return value === "none" ? null : wholeNumberOf(`--${flag}`, value) * times;
  };
  const limits = {
    requestsPerMinute: limit("requests-per-minute"),
    openJobs: limit("open-jobs"),
    bytesPerDay: limit("megabytes-per-day", MEGABYTE),
    minutesPerMonth: limit("minutes-per-month"),
  };
  return Object.fromEntries(Object.entries(limits).filter(([, value]) => value !== undefined));
}

const listOf = (words: string): string[] =>
  words
    .split(",")
    .map((word) => word.trim())
    .filter((word) => word !== "");

function scopeOf(word: string): Scope {
  const scope = SCOPES.find((each) => each === word);
  if (scope) return scope;
  throw new Failure("option-invalid", `There is no scope "${word}". There are ${SCOPES.join(", ")}.`);
}

function originOf(word: string): string {
  if (ORIGIN.test(word)) return word;
  throw new Failure("option-invalid", `"${word}" is no origin. Give one such as https://app.example.org.`);
}

function dateOf(word: string): Date {
  const date = new Date(word);
  if (!Number.isNaN(date.getTime()) && /^\d{4}-\d{2}-\d{2}/.test(word)) return date;
  throw new Failure("option-invalid", `--expires is a day such as 2027-01-31, not "${word}".`);
}

/** @throws {Failure} `option-invalid` */
export function wholeNumberOf(flag: string, word: string): number {
  if (/^\d{1,9}$/.test(word)) return Number(word);
  throw new Failure("option-invalid", `${flag} is a whole number, not "${word}".`);
}
