import Negotiator from "negotiator";
import type { Format } from "../../exports/formats.ts";

/** By the types they are answered with: who asks for another charset gets none of them. */
const FORMATS_BY_TYPE: Readonly<Record<string, Format>> = {
  "application/json": "json",
  "text/plain; charset=utf-8": "txt",
  "application/x-subrip; charset=utf-8": "srt",
  "text/vtt; charset=utf-8": "vtt",
};

/** The form of a transcript that an `Accept` header likes best; `json` where it names none of them. */
export function acceptedFormat(header: string | undefined): Format {
  const [best] = new Negotiator({ headers: { accept: header } }).mediaTypes(Object.keys(FORMATS_BY_TYPE));
  return FORMATS_BY_TYPE[best ?? ""] ?? "json";
}
