import type { z } from "zod";

type Issue = z.core.$ZodRawIssue;
type Messages = { readonly [Code in Issue["code"]]?: (issue: Extract<Issue, { code: Code }>) => string };

const MESSAGES: Messages = {
  invalid_type: ({ expected }) => `must be ${KINDS[expected] ?? `of the kind ${expected}`}`,
  too_small: (issue) => sized(issue, issue.minimum, issue.inclusive === false ? "more than" : "at least"),
  too_big: (issue) => sized(issue, issue.maximum, issue.inclusive === false ? "less than" : "at most"),
  not_multiple_of: ({ divisor }) => `must be a multiple of ${divisor}`,
  invalid_value: ({ values, expected }) =>
    expected === "stringbool" ? "must be true or false" : `must be ${oneOf(values)}`,
  invalid_format: (issue) => (issue.format === "regex" ? `must match ${issue.pattern}` : formatted(issue)),
  invalid_union: (issue) => unitedMessage(issue),
  invalid_key: () => "has a key that may not be there",
  invalid_element: () => "has an entry that may not be there",
};

/** Kinds of values as a client developer calls them. */
const KINDS: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  nan: "a number",
  int: "a whole number",
  bigint: "a whole number",
  boolean: "true or false",
  array: "a list",
  tuple: "a list",
  object: "an object",
  record: "an object",
  date: "a time, such as 2030-01-31T22:00:00Z",
  null: "null",
};

/** What sizes are counted in; numbers are their own. */
const COUNTED: Readonly<Record<string, readonly [one: string, many: string]>> = {
  string: ["character", "characters"],
  array: ["entry", "entries"],
  set: ["entry", "entries"],
};

const FORMATS: Readonly<Record<string, string>> = {
  datetime: "a time in ISO 8601, such as 2030-01-31T22:00:00Z",
  date: "a day, such as 2030-01-31",
  email: "an e-mail address",
  url: "an address, such as https://example.org",
  uuid: "an id, such as 0b8f4f0e-6d0e-4f6e-9a53-3c3a4a0f2d11",
  guid: "an id, such as 0b8f4f0e-6d0e-4f6e-9a53-3c3a4a0f2d11",
  safeint: "a whole number",
};

/**
 * What is wrong with a field and what would be right, as the end of a sentence about it: `must be at least 1`. Never says
 * the value. Undefined where the schema has to say it.
 */
export function fieldMessage(issue: Issue): string | undefined {
  if (isAbsent(issue)) return "must be sent";
  // Each is asked for issues of its own code alone.
  const write = MESSAGES[issue.code] as ((issue: Issue) => string) | undefined;
  return write?.(issue) ?? "is not valid";
}

const isAbsent = ({ code, input }: Issue): boolean =>
  input === undefined && (code === "invalid_type" || code === "invalid_value" || code === "invalid_union");

interface Sized {
  readonly origin: string;
  readonly exact?: boolean;
}

function sized({ origin, exact }: Sized, size: number | bigint, bound: string): string {
  const how = exact ? "exactly" : bound;
  const counted = COUNTED[origin];
  if (!counted) return `must be ${how} ${size}`;
  if (how === "at least" && Number(size) === 1) return "must not be empty";
  return `must have ${how} ${size} ${counted[Number(size) === 1 ? 0 : 1]}`;
}

const oneOf = (values: readonly unknown[]): string =>
  values.length === 1 ? String(values[0]) : `one of ${values.map(String).join(", ")}`;

const formatted = ({ format }: { readonly format: string }): string =>
  `must be ${FORMATS[format] ?? `written as ${format}`}`;

/** All that a field may be, where each is said of the field itself. */
function unitedMessage(issue: Extract<Issue, { code: "invalid_union" }>): string {
  const { discriminator, options, errors = [] } = issue;
  if (discriminator !== undefined) return Array.isArray(options) ? `must be ${oneOf(options)}` : "is not valid";
  const firsts = errors.map(([first]) => first);
  if (!firsts.every((first) => first !== undefined && first.path.length === 0))
    return "has none of the forms it may have";
  return [...new Set(firsts.map((first) => first?.message))].join(", or ");
}
