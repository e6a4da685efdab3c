import { z } from "zod";
import { fieldMessage } from "./field-messages.ts";
import { nearestName } from "./nearest-name.ts";

/** A field that is not as its schema wants it, within the part of the request that was read. */
export interface FieldFault {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

type Read<Value> = { readonly value: Value } | { readonly faults: readonly FieldFault[] };

/** Reads what a client sent, and says of each field what is wrong with it in words of this API. It never says values. */
export function readFields<Shape extends z.ZodType>(shape: Shape, given: unknown): Read<z.output<Shape>> {
  /** What may stand at a path beside what may not: issues do not keep it. */
  const known = new Map<string, string[]>();
  const error: z.core.$ZodErrorMap = (issue) => {
    if (issue.code !== "unrecognized_keys") return fieldMessage(issue);
    if (issue.inst instanceof z.ZodObject) known.set(keyOf(issue.path ?? []), Object.keys(issue.inst.shape));
    return undefined;
  };
  const { success, data, error: wrong } = shape.safeParse(given, { error });
  if (success) return { value: data };
  return { faults: wrong.issues.flatMap((issue) => faultsOf(issue, known.get(keyOf(issue.path)) ?? [])) };
}

function faultsOf(issue: z.core.$ZodIssue, known: readonly string[]): FieldFault[] {
  const { path, message } = issue;
  if (issue.code !== "unrecognized_keys") return [{ path, message }];
  return issue.keys.map((key) => ({ path: [...path, key], message: unknownMessage(key, known) }));
}

function unknownMessage(key: string, known: readonly string[]): string {
  const nearest = nearestName(key, known);
  return `is not a field of this request${nearest === undefined ? "" : `; the nearest is "${nearest}"`}`;
}

const keyOf = (path: readonly PropertyKey[]): string => JSON.stringify(path.map(String));
