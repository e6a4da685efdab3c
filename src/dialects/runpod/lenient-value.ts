import { z } from "zod";
import type { Field } from "./fields.ts";

const numeral = z
  .string()
  .trim()
  .regex(/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i)
  .transform(Number);
const number = z.union([z.number(), numeral, z.boolean().transform(Number)]).pipe(z.number());
const tokens = z.array(z.int()).transform((list) => list.join(","));

const READERS: Readonly<Record<Field["type"], z.ZodType<string | number | boolean>>> = {
  str: z.union([z.string(), tokens]),
  bool: z.union([z.boolean(), z.stringbool(), z.literal([0, 1]).transform(Boolean)]),
  int: number.pipe(z.int()),
  float: number,
};

const WANTED: Readonly<Record<Field["type"], string>> = {
  str: "text",
  bool: "true or false",
  int: "a whole number",
  float: "a number",
};

/** A value as it is meant: numbers may come as text, lists of tokens as lists, and null is the default. */
export function lenientValue(
  name: string,
  { type, initial }: Field,
  value: unknown,
): { readonly value: Field["initial"] } | { readonly wrong: string } {
  if (value === null) return { value: initial };
  const read = READERS[type].safeParse(value);
  return read.success
    ? { value: read.data }
    : { wrong: `${name} is to be ${WANTED[type]}. Correct it or leave it out.` };
}
