import { FIELDS, type Field, type Input } from "./fields.ts";
import { lenientValue } from "./lenient-value.ts";
import { strictError } from "./strict-value.ts";
import { WrongInput } from "./wrong-input.ts";

const KNOWN: Readonly<Record<string, Field>> = FIELDS;

/**
 * Reads `input`. `unknown` are the names of what nobody knows here.
 * @param given.isStrict takes only what RunPod's own worker takes, and refuses the rest in its words
 * @throws {WrongInput} naming all that is wrong
 */
export function readInput(
  given: Readonly<Record<string, unknown>>,
  { isStrict }: { readonly isStrict: boolean },
): { readonly input: Input; readonly unknown: readonly string[] } {
  const unknown = Object.keys(given).filter((name) => !Object.hasOwn(KNOWN, name));
  const wrong = isStrict ? unknown.map((name) => `Unexpected input. ${name} is not a valid input option.`) : [];
  const values: Record<string, Field["initial"]> = {};
  for (const [name, field] of Object.entries(KNOWN)) {
    const read = readValue(name, field, { value: given[name], isStrict });
    if ("wrong" in read) wrong.push(read.wrong);
    else values[name] = read.value;
  }
  if (wrong.length > 0) throw new WrongInput(wrong);
  return { input: values as Input, unknown }; // each field was read as what it is
}

function readValue(
  name: string,
  field: Field,
  { value, isStrict }: { readonly value: unknown; readonly isStrict: boolean },
): ReturnType<typeof lenientValue> {
  if (value === undefined) return { value: field.initial };
  const refused = isStrict ? strictError(name, field, value) : undefined;
  if (refused !== undefined) return { wrong: refused };
  const read = lenientValue(name, field, value);
  if ("wrong" in read || field.text === undefined || read.value === null) return read;
  const kept = field.text.safeParse(read.value);
  return kept.success ? read : { wrong: `${name}: ${kept.error.issues[0]?.message ?? "cannot be kept"}.` };
}
