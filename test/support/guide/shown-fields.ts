/**
 * What an answer lacks of what a page shows of it: fields by their path, or where something is of another kind. A shown
 * list is held against each item of the answer's; null in either stands for anything.
 */
export function lacking(shown: unknown, given: unknown, path = "answer"): string[] {
  if (shown === null || given === null) return given === undefined ? [path] : [];
  if (Array.isArray(shown)) {
    if (!Array.isArray(given)) return [`${path} is no list`];
    return shown.length === 0 ? [] : given.flatMap((item, index) => lacking(shown[0], item, `${path}[${index}]`));
  }
  if (typeof shown !== typeof given) return [given === undefined ? path : `${path} is ${typeof given}`];
  if (typeof shown !== "object") return [];
  const fields = given as Record<string, unknown>; // an object, as typeof says of both
  return Object.entries(shown).flatMap(([name, value]) => lacking(value, fields[name], `${path}.${name}`));
}
