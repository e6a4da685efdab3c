import type { Sessions } from "../../../onnx/open-sessions.ts";
import type { Runtime } from "../../../onnx/session.ts";
import { createDecoder, type Decoder } from "./decoder.ts";
import { decoderGraph } from "./decoder-graph.ts";
import { createEncoder, type Encoder } from "./encoder.ts";
import type { WhisperFacts } from "./model-facts.ts";

export type WhisperSessions = Sessions<"encoder" | "decoder">;

/** The two networks of a model over their sessions. */
export function openNetworks(
  runtime: Runtime,
  { encoder, decoder }: WhisperSessions,
  facts: WhisperFacts,
): { encoder: Encoder; decoder: Decoder } {
  return {
    encoder: createEncoder(runtime, encoder, facts),
    decoder: createDecoder(decoderGraph(runtime, decoder, facts), facts),
  };
}

/** A second of silence. */
const SILENCE = new Float32Array(16_000);

/** Runs both networks once, over silence. @throws an Error where they do not run, or give what are no numbers */
export async function proveNetworks(runtime: Runtime, sessions: WhisperSessions, facts: WhisperFacts): Promise<void> {
  const encoded = await createEncoder(runtime, sessions.encoder, facts).encode(SILENCE);
  const step = await decoderGraph(runtime, sessions.decoder, facts).open([encoded]).step([facts.startToken]);
  if (step.logits(0, -1).some(Number.isNaN)) throw new Error("what it computes are no numbers");
}
