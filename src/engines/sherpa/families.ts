import type { NetworkConfig } from "./addon.ts";

/** Paths by role. */
export type Files = Readonly<Record<string, string>>;

/** In which language somebody speaks, and whether it is to be written in English. */
export interface Spoken {
  readonly language: string;
  readonly translate: boolean;
}

/** What sherpa-onnx can do with a kind of model. */
export interface Family {
  /** The roles a model of this kind may be made of, beside `tokens`: each list is one form. */
  readonly forms: readonly (readonly string[])[];
  readonly network: (files: Files, spoken: Spoken) => NetworkConfig;
  /** ISO 639-1 codes. @param pieces how many pieces of text its table holds */
  readonly languages: (pieces: number) => readonly string[];
  /** Whether it finds the language by itself where it knows several, and says which. One that does cannot be held to any. */
  readonly detection: "told" | "silent" | "none";
  /** Whether it times its tokens. */
  readonly words: boolean;
  readonly translate: boolean;
  readonly windowSeconds: number;
}

const EUROPEAN = "bg hr cs da nl en et fi fr de el hu it lv lt mt pl pt ro ru sk sl es sv uk".split(" ");
/** Parakeet for English knows 1,025 pieces, that for 25 languages 8,193. */
const PIECES_OF_ONE_LANGUAGE = 4_000;
const ENGLISH = () => ["en"];

/** Encoders are given a little less than the 30 s they take well: the rest is room for rounding. */
const LONG_SECONDS = 29.9;
/** Without word times, short windows keep cues close to the speech. */
const UNTIMED_SECONDS = 15;

/**
 * The kinds of models, by `family`. None is told a prompt: sherpa-onnx boosts terms only in transducers searched with a
 * beam, and from pieces of text that the published models do not come with.
 */
export const FAMILIES: Readonly<Record<string, Family>> = {
  "sherpa-moonshine": {
    // The second form is that of 2026: one decoder, and no preprocessor.
    forms: [
      ["preprocessor", "encoder", "uncachedDecoder", "cachedDecoder"],
      ["encoder", "mergedDecoder"],
    ],
    network: (files) => ({ moonshine: networks(files, ["encoder"]), modelType: "moonshine" }),
    languages: ENGLISH,
    detection: "none",
    words: false,
    translate: false,
    windowSeconds: UNTIMED_SECONDS,
  },
  "sherpa-parakeet": {
    forms: [["encoder", "decoder", "joiner"]],
    network: (files) => ({
      transducer: networks(files, ["encoder", "decoder", "joiner"]),
      modelType: "nemo_transducer",
    }),
    languages: (pieces) => (pieces < PIECES_OF_ONE_LANGUAGE ? ["en"] : EUROPEAN),
    detection: "silent",
    words: true,
    translate: false,
    windowSeconds: LONG_SECONDS,
  },
  "sherpa-zipformer": {
    forms: [["encoder", "decoder", "joiner"]],
    network: (files) => ({ transducer: networks(files, ["encoder", "decoder", "joiner"]), modelType: "transducer" }),
    languages: ENGLISH,
    detection: "none",
    words: true,
    translate: false,
    windowSeconds: LONG_SECONDS,
  },
  "sherpa-sense-voice": {
    forms: [["model"]],
    network: (files) => ({
      senseVoice: { ...networks(files, ["model"]), language: "auto", useInverseTextNormalization: 1 },
    }),
    languages: () => ["zh", "en", "ja", "ko", "yue"],
    detection: "told",
    words: true,
    translate: false,
    windowSeconds: LONG_SECONDS,
  },
  "sherpa-canary": {
    forms: [["encoder", "decoder"]],
    network: (files, { language, translate }) => ({
      canary: {
        ...networks(files, ["encoder", "decoder"]),
        srcLang: language,
        tgtLang: translate ? "en" : language,
        usePnc: 1,
      },
    }),
    languages: () => ["en", "es", "de", "fr"],
    detection: "none",
    words: false,
    translate: true,
    windowSeconds: UNTIMED_SECONDS,
  },
};

/** The files of the first form that is whole, and of `tokens`; undefined where none is. */
export function filesOfForm({ forms }: Family, files: Files): Files | undefined {
  const form = forms.find((roles) => [...roles, "tokens"].every((role) => files[role] !== undefined));
  return form && Object.fromEntries([...form, "tokens"].map((role) => [role, files[role] ?? ""]));
}

/** All but the table of tokens, which has its place elsewhere. */
function networks<Role extends string>({ tokens, ...files }: Files, _roles: readonly Role[]): Record<Role, string> {
  return files as Record<Role, string>; // `filesOfForm` has seen to it that they are there
}
