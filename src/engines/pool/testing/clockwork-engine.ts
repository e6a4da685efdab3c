import type { Engine } from "../../../ports/engine.ts";
import { hostGroup } from "../../host/host-group.ts";
import type { ClockworkInput } from "../../host/testing/clockwork-model.ts";

const MODULE = new URL("../../host/testing/clockwork-model.ts", import.meta.url).href;

/** What each window asks of the clockwork model stands in the prompt. */
const promptFor = (input: ClockworkInput): string => JSON.stringify(input);

export interface ClockworkOptions {
  readonly abilities?: Partial<Engine["abilities"]>;
  /** Whether the model refuses to load, asked anew for each process. */
  readonly refuses?: () => boolean;
}

/** An engine that hears nothing, in a real process: each event of the clockwork model is a text. */
export function clockworkEngine(name: string, { abilities, refuses = () => false }: ClockworkOptions = {}): Engine {
  const options = {
    name,
    module: MODULE,
    stallMs: 60_000,
    get settings() {
      return { refuse: refuses() };
    },
  };
  const group = hostGroup<ClockworkInput, number>(options, 1);
  return {
    name,
    abilities: {
      languages: ["en", "de"],
      words: false,
      detectsLanguage: true,
      translate: false,
      prompt: true,
      beam: false,
      windowSeconds: 30,
      windowsAtOnce: 1,
      ...abilities,
    },
    async *recognise(windows, { prompt = promptFor({ do: "count", to: 1 }) }, signal) {
      for (const { index } of windows)
        for await (const event of group.ask(JSON.parse(prompt), signal, { weight: 1 }))
          yield { type: "text", heard: { ...SILENT, window: index, text: String(event) } };
    },
    warm: () => group.warm(1),
    load: group.load,
    unload: group.unload,
    processes: group.pids,
    close: group.close,
  };
}

const SILENT = { language: "en", averageLogProbability: 0, noSpeechProbability: 0, temperature: 0 } as const;

/** Asks an engine about one window; gives its texts and warnings. */
export async function hearClockwork(
  engine: Engine,
  input: ClockworkInput = { do: "count", to: 1 },
  { signal = new AbortController().signal, language }: { signal?: AbortSignal; language?: string } = {},
): Promise<string[]> {
  const window = { index: 0, samples: new Float32Array(0), parts: [], speech: [] };
  const options = {
    task: "transcribe",
    prompt: promptFor(input),
    ...(language !== undefined && { language }),
  } as const;
  const said: string[] = [];
  for await (const event of engine.recognise([window], options, signal)) {
    if (event.type === "text") said.push(event.heard.text);
    if (event.type === "warning") said.push(event.message);
    if (event.type === "took-over") said.push(`${event.engine} instead of ${event.insteadOf}: ${event.why}`);
  }
  return said;
}
