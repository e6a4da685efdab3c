import type { GivenQuery } from "./query.ts";
import type { Warning } from "./remembered.ts";

const WEIGHTED = /^(?<term>.*):(?<weight>-?\d+(?:\.\d+)?)$/s;

/** Names and terms to expect. A keyword may have a weight, which is not followed. */
export function termsOf({ keyterm, keywords }: Pick<GivenQuery, "keyterm" | "keywords">): {
  vocabulary: string[];
  warnings: Warning[];
} {
  const weighted = keywords.map((keyword) => {
    const { term = keyword, weight } = WEIGHTED.exec(keyword)?.groups ?? {};
    return { term, weight };
  });
  const wanted = weighted.filter(({ weight = "" }) => !weight.startsWith("-"));
  const terms = [...keyterm, ...wanted.map(({ term }) => term)]
    .map((term) => term.trim())
    .filter((term) => term !== "");
  const warnings = [
    ...(wanted.some(({ weight }) => weight !== undefined)
      ? ["Weights of `keywords` were not followed: all terms are expected alike."]
      : []),
    ...(wanted.length < weighted.length
      ? ["`keywords` with a weight below 0 were not followed: terms cannot be kept out."]
      : []),
  ].map((message) => ({ parameter: "keywords", type: "unsupported_parameter", message }));
  return { vocabulary: [...new Set(terms)], warnings };
}
