import { describe, expect, it } from "vitest";
import { FAMILIES, type Files, filesOfForm } from "./families.ts";

const files = (...roles: readonly string[]): Files => Object.fromEntries(roles.map((role) => [role, `/m/${role}`]));

const family = (name: string) => {
  const found = FAMILIES[name];
  if (!found) throw new Error(`no family ${name}`);
  return found;
};

describe("filesOfForm", () => {
  it("takes either form of Moonshine, and nothing that belongs to neither", () => {
    const moonshine = family("sherpa-moonshine");
    const first = files("preprocessor", "encoder", "uncachedDecoder", "cachedDecoder", "tokens");
    expect(filesOfForm(moonshine, first)).toEqual(first);
    expect(filesOfForm(moonshine, files("encoder", "mergedDecoder", "tokens", "config"))).toEqual(
      files("encoder", "mergedDecoder", "tokens"),
    );
  });

  it.each([
    ["sherpa-moonshine", files("encoder", "mergedDecoder")],
    ["sherpa-parakeet", files("encoder", "decoder", "tokens")],
    ["sherpa-sense-voice", files("tokens")],
  ])("finds nothing where %s lacks a file", (name, some) => {
    expect(filesOfForm(family(name), some)).toBeUndefined();
  });
});

describe("the families", () => {
  it("give each network its files, and not the table of tokens", () => {
    const all = files("encoder", "decoder", "joiner", "tokens");
    const spoken = { language: "en", translate: false };
    expect(family("sherpa-parakeet").network(all, spoken)).toEqual({
      transducer: { encoder: "/m/encoder", decoder: "/m/decoder", joiner: "/m/joiner" },
      modelType: "nemo_transducer",
    });
  });

  it("have Canary write the language that is spoken, or English", () => {
    const { network } = family("sherpa-canary");
    const all = files("encoder", "decoder", "tokens");
    expect(network(all, { language: "de", translate: false }).canary).toMatchObject({ srcLang: "de", tgtLang: "de" });
    expect(network(all, { language: "de", translate: true }).canary).toMatchObject({ srcLang: "de", tgtLang: "en" });
  });

  it("tell the two Parakeets apart by their pieces of text", () => {
    const { languages } = family("sherpa-parakeet");
    expect(languages(1_025)).toEqual(["en"]);
    expect(languages(8_193)).toHaveLength(25);
  });
});
