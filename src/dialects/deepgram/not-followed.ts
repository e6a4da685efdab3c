import { type GivenQuery, ListenQuery } from "./query.ts";
import type { Warning } from "./remembered.ts";

const NO_SPEAKERS =
  "Speakers are not told apart here yet. Where each has a channel of the recording, ask for multichannel=true.";
const NO_UNDERSTANDING = "What is said is written down here, not analysed.";
const IN_THE_FILE = "The recording itself says it.";

/** Parameters that are understood and not followed, and why. */
const REASONS: Readonly<Record<string, string>> = {
  diarize: NO_SPEAKERS,
  diarize_model: NO_SPEAKERS,
  diarize_version: NO_SPEAKERS,
  redact: "NOTHING WAS REDACTED: the text holds all that was said.",
  summarize: NO_UNDERSTANDING,
  topics: NO_UNDERSTANDING,
  intents: NO_UNDERSTANDING,
  sentiment: NO_UNDERSTANDING,
  custom_topic: NO_UNDERSTANDING,
  custom_topic_mode: NO_UNDERSTANDING,
  detect_entities: NO_UNDERSTANDING,
  custom_intent: NO_UNDERSTANDING,
  custom_intent_mode: NO_UNDERSTANDING,
  numerals: "Numbers are written as the model writes them.",
  measurements: "Measures are written as the model writes them.",
  dictation: "Spoken marks are written as words.",
  sample_rate: IN_THE_FILE,
  channels: IN_THE_FILE,
};

/** What is not done of a query, parameter by parameter. One that says `false` asks for nothing. */
export function warningsOf(query: GivenQuery): Warning[] {
  const others = Object.entries(query).filter(([name]) => !Object.hasOwn(ListenQuery.shape, name));
  const asked = others.filter(([, value]) => [value].flat().some((one) => one !== "false"));
  return [
    ...(query.version === "latest"
      ? []
      : [notFollowed("version", "Models have no other version here than the one there is.")]),
    ...asked.map(([name]) => notFollowed(name, reasonFor(name))),
  ];
}

/** Of fields of the body, which holds an address and nothing else. */
export const strayWarnings = (fields: readonly string[]): Warning[] =>
  fields.map((name) => notFollowed(name, "Options go into the query, not into the body."));

const reasonFor = (name: string): string =>
  (Object.hasOwn(REASONS, name) ? REASONS[name] : undefined) ?? "It is not known here.";

const notFollowed = (name: string, reason: string): Warning => {
  const parameter = name.slice(0, 100);
  return { parameter, type: "unsupported_parameter", message: `\`${parameter}\` was not followed. ${reason}` };
};
