import type { InferenceSession, Tensor } from "onnxruntime-node";
import { SAMPLE_RATE } from "../../../domain/audio.ts";
import { openSessions, type Sessions } from "../../../onnx/open-sessions.ts";
import { loadRuntime, type Runtime } from "../../../onnx/session.ts";
import { floatsOf } from "../../../onnx/tensors.ts";
import type { EngineEvent, HeardText, RecogniseOptions } from "../../../ports/engine.ts";
import type { Conduct, LoadModel } from "../../host/protocol.ts";
import { isLooping } from "../decoding/looping.ts";
import { type Sample, sample } from "../decoding/sampling.ts";
import { scoreText } from "../decoding/text-scores.ts";
import { type GivenMeans, openFooting } from "../memory/footing.ts";
import { inHalves } from "../memory/in-halves.ts";
import { readTokenTable, type TokenTable } from "./token-table.ts";

export interface MoonshineSettings extends GivenMeans {
  /** Absolute paths by role. */
  readonly files: Readonly<Record<"encoder" | "decoder", string>>;
}

export interface MoonshineQuestion {
  readonly windows: readonly { readonly index: number; readonly samples: Float32Array }[];
  readonly options: RecogniseOptions;
}

const BEGIN = 1;
const END = 2;
const HEADS = 8;
/** The model's authors allow six and a half tokens a second of speech; the rest is room for short windows. */
const TOKENS_PER_SECOND = 6.5;
const SPARE_TOKENS = 8;

/** Runs in a host process: Moonshine (English), one window after another. It has no word times. */
export const load: LoadModel<MoonshineSettings, MoonshineQuestion, EngineEvent> = async ({ files, ...given }) => {
  const runtime = await loadRuntime();
  const table = await readTokenTable();
  const footing = await openFooting(given, async (place) => {
    const prove = (sessions: Sessions<"encoder" | "decoder">) => proveModels({ runtime, table, ...sessions });
    const { sessions, ...opened } = await openSessions(runtime, files, { ...place, prove });
    return { ...opened, model: { runtime, table, ...sessions } };
  });
  return {
    async *run({ windows, options }, { turn }) {
      if (options.language === undefined) yield { type: "language", language: "en", probability: 1 };
      yield* inHalves(footing, windows, async function* (models, batch) {
        for (const { index, samples } of batch) {
          yield { type: "text", heard: await hear(models, index, samples, turn) };
        }
      });
    },
  };
};

/** A second of silence. */
const SILENCE = new Float32Array(SAMPLE_RATE);

/** Runs both networks once, over silence. @throws an Error where they do not run, or give what are no numbers */
async function proveModels(models: Models): Promise<void> {
  const [token] = await write(models, await encode(models, SILENCE), 1, async () => {});
  if (token && Number.isNaN(token.logProbability)) throw new Error("what it computes are no numbers");
}

interface Models extends Sessions<"encoder" | "decoder"> {
  readonly runtime: Runtime;
  readonly table: TokenTable;
}

type Turn = Conduct["turn"];

async function hear(models: Models, window: number, sound: Float32Array, turn: Turn): Promise<HeardText> {
  const longest = Math.ceil((sound.length / SAMPLE_RATE) * TOKENS_PER_SECOND) + SPARE_TOKENS;
  await turn();
  const samples = await write(models, await encode(models, sound), longest, turn);
  const text = models.table.decode(samples.map(({ token }) => token));
  return { window, text, language: "en", ...scoreText(text, samples), noSpeechProbability: 0, temperature: 0 };
}

async function encode({ runtime, encoder }: Models, sound: Float32Array): Promise<Tensor> {
  const [input = ""] = encoder.inputNames;
  const { last_hidden_state: hidden } = await encoder.run({
    [input]: new runtime.Tensor("float32", sound, [1, sound.length]),
    ...maskOf(runtime, encoder, "attention_mask", sound.length),
  });
  if (!hidden) throw new Error("The Moonshine encoder gave no output");
  return hidden as Tensor; // outputs of this graph are tensors, never sequences
}

/** Later exports want a mask of ones; the quantised files of 2025 do not know the input. */
function maskOf({ Tensor }: Runtime, session: InferenceSession, name: string, length: number): Record<string, Tensor> {
  if (!session.inputNames.includes(name)) return {};
  return { [name]: new Tensor("int64", new BigInt64Array(length).fill(1n), [1, length]) };
}

async function write({ runtime, decoder }: Models, encoded: Tensor, longest: number, turn: Turn): Promise<Sample[]> {
  const { Tensor } = runtime;
  const pastNames = decoder.inputNames.filter((name) => name.startsWith("past_key_values."));
  const keyWidth = (encoded.dims[2] ?? 0) / HEADS;
  const cache: Record<string, Tensor> = {};
  for (const name of pastNames) cache[name] = new Tensor("float32", new Float32Array(0), [0, HEADS, 1, keyWidth]);
  const mask = maskOf(runtime, decoder, "encoder_attention_mask", encoded.dims[1] ?? 0);

  const samples: Sample[] = [];
  for (let previous = BEGIN; samples.length < longest && !isLooping(samples); ) {
    await turn();
    const result = await decoder.run({
      input_ids: new Tensor("int64", BigInt64Array.of(BigInt(previous)), [1, 1]),
      encoder_hidden_states: encoded,
      use_cache_branch: new Tensor("bool", [samples.length > 0], [1]),
      ...mask,
      ...cache,
    });
    const taken = sample(floatsOf(result.logits), 0, Math.random);
    if (taken.token === END) break;
    // The encoder's keys and values are only right in the first step's answer.
    const kept = samples.length > 0 ? pastNames.filter((name) => !name.includes(".encoder.")) : pastNames;
    for (const name of kept) cache[name] = result[name.replace("past_key_values", "present")] as Tensor; // tensors only, as above
    samples.push(taken);
    previous = taken.token;
  }
  return samples;
}
