import { SAMPLE_RATE } from "../../domain/audio.ts";
import type { EngineEvent, RecogniseOptions } from "../../ports/engine.ts";
import type { LoadModel } from "../host/protocol.ts";
import { loadSherpa, type Recogniser, type RecogniserConfig, type SherpaResult } from "./addon.ts";
import { FAMILIES, type Family, type Files, type Spoken } from "./families.ts";
import { languageOf, toHeardText } from "./heard-text.ts";
import { expectLanguage, type HeardLanguage, tellLanguages } from "./spoken-language.ts";

export interface SherpaSettings {
  /** Named in warnings. */
  readonly name: string;
  readonly family: string;
  /** Absolute paths by role: those of one form of the family. */
  readonly files: Files;
  /** The languages the model knows. */
  readonly known: readonly string[];
  readonly threads: number;
}

export interface SherpaQuestion {
  readonly windows: readonly { readonly index: number; readonly samples: Float32Array }[];
  readonly options: RecogniseOptions;
}

/** Networks that halve the sound several times do not run on a few samples: silence is added to those. */
const LEAST_SAMPLES = SAMPLE_RATE;

/** Runs in a host process: a model of sherpa-onnx, one window after another. */
export const load: LoadModel<SherpaSettings, SherpaQuestion, EngineEvent> = async (settings) => {
  const { name, known } = settings;
  const family = FAMILIES[settings.family];
  if (!family) throw new Error(`sherpa-onnx is not set up for models of the family ${settings.family}`);
  const { detection } = family;
  const isTold = known.length === 1 || detection === "told";
  const [first = "en"] = known;
  const { OfflineRecognizer } = loadSherpa();
  const usual = configOf(family, settings, { language: first, translate: false });
  const recogniser = await OfflineRecognizer.createAsync(usual);
  return {
    async *run({ windows, options }, { turn }) {
      const { language, sure, warnings } = expectLanguage({ name, known, detection }, options);
      for (const message of warnings) yield { type: "warning", message };
      const config = configOf(family, settings, { language, translate: options.task === "translate" });
      const heard: HeardLanguage[] = [];
      for (const { index, samples } of windows) {
        await turn();
        // Between two turns another question may have set its own.
        if (family.translate) recogniser.setConfig(config);
        const result = await decode(recogniser, samples);
        const spoken = sure ?? toldLanguage(result, { known, detection });
        const seconds = samples.length / SAMPLE_RATE;
        heard.push({ language: spoken ?? undefined, seconds });
        yield { type: "text", heard: toHeardText(result, { index, seconds, language: spoken }) };
      }
      if (isTold) yield* tellLanguages({ name, known }, options, heard);
    },
  };
};

function configOf(family: Family, { files, threads }: SherpaSettings, spoken: Spoken): RecogniserConfig {
  const { tokens = "" } = files;
  return {
    featConfig: { sampleRate: SAMPLE_RATE, featureDim: 80 },
    modelConfig: { ...family.network(files, spoken), tokens, numThreads: threads, provider: "cpu", debug: 0 },
    decodingMethod: "greedy_search",
  };
}

async function decode(recogniser: Recogniser, samples: Float32Array): Promise<SherpaResult> {
  const stream = recogniser.createStream();
  stream.acceptWaveform({ sampleRate: SAMPLE_RATE, samples: atLeast(samples, LEAST_SAMPLES) });
  try {
    return await recogniser.decodeAsync(stream);
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    // Its message would cite what was said.
    throw new Error("sherpa-onnx gave an answer that is no JSON", { cause });
  }
}

/** @throws an Error where a model that tells it told none: sherpa-onnx does not say that it could not compute a window */
function toldLanguage(
  result: SherpaResult,
  { known, detection }: Pick<SherpaSettings, "known"> & Pick<Family, "detection">,
): string | null {
  if (detection !== "told") return null;
  if (result.lang !== "" || result.text !== "") return languageOf(result, known);
  throw new Error("sherpa-onnx could not compute a window; there may be too little memory for it");
}

function atLeast(samples: Float32Array, count: number): Float32Array {
  if (samples.length >= count) return samples;
  const padded = new Float32Array(count);
  padded.set(samples);
  return padded;
}
