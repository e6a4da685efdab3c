import type { Format } from "../../exports/formats.ts";

const FORMATS_BY_TYPE: Readonly<Record<string, Format>> = {
  "application/json": "json",
  "text/plain": "txt",
  "application/x-subrip": "srt",
  "text/vtt": "vtt",
};

/** The form of a transcript that an `Accept` header likes best; `json` where it names none of them. */
export function acceptedFormat(header: string | undefined): Format {
  const wishes = (header ?? "").split(",").map(wishOf);
  const known = wishes.filter(({ type, quality }) => quality > 0 && Object.hasOwn(FORMATS_BY_TYPE, type));
  // Sorting keeps the order of those that are liked equally.
  const [best] = known.toSorted((a, b) => b.quality - a.quality);
  return FORMATS_BY_TYPE[best?.type ?? ""] ?? "json";
}

function wishOf(text: string): { type: string; quality: number } {
  const [type = "", ...parameters] = text.split(";").map((part) => part.trim().toLowerCase());
  const quality = Number(parameters.find((parameter) => parameter.startsWith("q="))?.slice(2) ?? 1);
  return { type, quality: Number.isNaN(quality) ? 0 : quality };
}
