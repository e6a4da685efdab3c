import type { Field } from "./fields.ts";

/** Says in RunPod's words what is wrong with a value; nothing where its worker would take it. */
export function strictError(name: string, { type, initial }: Field, value: unknown): string | undefined {
  if (value === null && initial === null) return undefined;
  const given = typeNameOf(value);
  if (ACCEPTED[type].includes(given)) return undefined;
  return `${name} should be <class '${type}'> type, not <class '${given}'>.`;
}

/** To Python a boolean is a whole number, and a whole number is made one with a point. */
const ACCEPTED: Readonly<Record<Field["type"], readonly string[]>> = {
  str: ["str"],
  bool: ["bool"],
  int: ["int", "bool"],
  float: ["float", "int", "bool"],
};

/** What Python calls a value of JSON. `5.0` cannot be told from `5` here. */
function typeNameOf(value: unknown): string {
  if (value === null) return "NoneType";
  if (Array.isArray(value)) return "list";
  if (typeof value === "string") return "str";
  if (typeof value === "boolean") return "bool";
  if (typeof value === "number") return Number.isInteger(value) ? "int" : "float";
  return "dict";
}
