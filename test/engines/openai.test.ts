import { afterAll } from "vitest";
import { openaiEngine } from "../../src/engines/openai/openai-engine.ts";
import { inMemorySpending } from "../../src/spending/in-memory.ts";
import { engineContract } from "../contracts/engine.ts";
import { openaiDouble } from "../support/openai-double.ts";

// A double stands in for the service, which costs money: it hears known words in any sound.
const double = await openaiDouble({ delayMs: 100 });
afterAll(() => double.close());

const seconds = 11;
const tone = Float32Array.from({ length: seconds * 16_000 }, (_, index) => 0.25 * Math.sin(index / 6));
const window = {
  index: 0,
  samples: tone,
  parts: [{ offset: 0, start: 0, seconds }],
  speech: [{ start: 0, end: seconds }],
};
const words = "and so my fellow americans ask not what your country can do for you".split(" ");
const open = async (name: string) =>
  openaiEngine(
    { name },
    {
      apiKey: "secret",
      baseUrl: double.baseUrl,
      timeoutMs: 30_000,
      requestsAtOnce: 2,
      spending: inMemorySpending(),
    },
  );

const noProcess = "a remote engine has no process";
const except = {
  "goes first with a more urgent call, and on with the other as if there had been none":
    "a request that was sent cannot be paused, and several are under way at once",
  "has its process killed in the middle: says that it was lost, and hears again": noProcess,
  "has its process hang in the middle: says that it was lost, and hears again": noProcess,
  "loads ahead, gives its memory back when it is unloaded, and hears again": noProcess,
};
const noWords = "the model tells neither words nor language, as its abilities say";
const text = {
  ...except,
  "gives words in order, inside the window, with confidence": noWords,
  "detects the language when none is given": noWords,
  "translates into English where it can": "the service translates with whisper-1 alone, as its abilities say",
};

const speech = { window, words, mayMiss: 0 };
engineContract("openai/whisper-1", { open: () => open("openai/whisper-1"), speech }, except);
engineContract("openai/gpt-4o-transcribe", { open: () => open("openai/gpt-4o-transcribe"), speech }, text);
engineContract(
  "openai/gpt-4o-transcribe-diarize",
  { open: () => open("openai/gpt-4o-transcribe-diarize"), speech },
  {
    ...text,
    "follows the spelling of a prompt": "it takes none, as its abilities say",
  },
);
