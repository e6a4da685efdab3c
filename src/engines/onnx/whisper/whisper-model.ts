import { openSessions } from "../../../onnx/open-sessions.ts";
import { loadRuntime } from "../../../onnx/session.ts";
import type { EngineEvent, RecogniseOptions } from "../../../ports/engine.ts";
import type { LoadModel } from "../../host/protocol.ts";
import { type GivenMeans, openFooting } from "../memory/footing.ts";
import { inHalves } from "../memory/in-halves.ts";
import { type AskedWindow, hearWindows } from "./hear-windows.ts";
import { readFacts } from "./model-facts.ts";
import { openNetworks, proveNetworks, type WhisperSessions } from "./networks.ts";
import { readVocabulary } from "./vocabulary.ts";

export interface WhisperSettings extends GivenMeans {
  /** Absolute paths by role. */
  readonly files: Readonly<
    Record<"encoder" | "decoder" | "tokenizer" | "tokenizerConfig" | "config" | "generation", string>
  >;
}

export interface WhisperQuestion {
  readonly windows: readonly AskedWindow[];
  readonly options: RecogniseOptions;
}

/** Runs in a host process: Whisper in either layout, the windows of a question in batches as large as memory allows. */
export const load: LoadModel<WhisperSettings, WhisperQuestion, EngineEvent> = async ({ files, ...given }) => {
  const runtime = await loadRuntime();
  const read = Promise.all([readFacts(files), readVocabulary(files)]);
  const footing = await openFooting(given, async (place) => {
    const prove = async (sessions: WhisperSessions) => proveNetworks(runtime, sessions, (await read)[0]);
    const { encoder, decoder } = files;
    const { sessions, ...opened } = await openSessions(runtime, { encoder, decoder }, { ...place, prove });
    const [facts, vocabulary] = await read;
    return { ...opened, model: { runtime, facts, vocabulary, ...openNetworks(runtime, sessions, facts) } };
  });

  return {
    async *run({ windows, options }, { turn }) {
      let { likelyLanguage } = options;
      const events = inHalves(footing, windows, (whisper, batch) =>
        hearWindows(whisper, batch, { ...options, ...(likelyLanguage !== undefined && { likelyLanguage }) }, turn),
      );
      for await (const event of events) {
        if (event.type === "language") likelyLanguage ??= event.language;
        yield event;
      }
    },
  };
};
