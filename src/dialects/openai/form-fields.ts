import { type GivenFields, isKnown, isList, RequestFields } from "./request-fields.ts";
import { WrongField } from "./wrong-field.ts";

/** The fields of a form, each with all its values, under the names that OpenAI's clients give them. */
export interface FormFields {
  /** @throws {WrongField} for one that is given twice and may not be */
  add(name: string, value: string): void;
  /** @throws {WrongField} naming the first that is wrong */
  read(): { readonly fields: GivenFields; readonly unknown: readonly string[] };
}

/** `include[]` is `include`; `chunking_strategy[type]` is `type` of `chunking_strategy`. */
const NAME = /^([^[\]]{1,100})(?:\[([^[\]]{0,100})\])?$/;

export function formFields(): FormFields {
  const values = new Map<string, string[]>();
  const unknown = new Set<string>();
  return {
    add(name, value) {
      // A form on a web page sends what was left open as an empty text.
      if (value === "") return;
      const [, field, part] = NAME.exec(name) ?? [];
      if (field === undefined || !isKnown(field)) {
        unknown.add(name.slice(0, 100));
        return;
      }
      const earlier = values.get(field) ?? [];
      const isPart = part !== undefined && part !== "";
      if (earlier.length > 0 && !isList(field) && !isPart)
        throw new WrongField(field, `The form has \`${field}\` twice.`);
      values.set(field, isPart ? [...earlier, `${part}=${value}`] : [...earlier, value]);
    },

    read() {
      const given = [...values].map(([field, all]) => [field, isList(field) ? all : all.join(" ")]);
      const read = RequestFields.safeParse(Object.fromEntries(given));
      if (read.success) return { fields: read.data, unknown: [...unknown] };
      const [issue] = read.error.issues;
      const field = String(issue?.path[0] ?? "");
      throw new WrongField(field, `\`${field}\`: ${issue?.message ?? "is not valid"}.`);
    },
  };
}
