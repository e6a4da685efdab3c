import type { GivenParams } from "./request-fields.ts";

const NO_ANALYSIS = "there is no such analysis here";
const NO_LANGUAGE_DETAIL = "the language is detected as the model does it";
const AS_MODEL_WRITES = "text has the marks and the capitals that the model gives it";

/** What AssemblyAI can do and this service cannot, and why. */
const NOT_THERE: Readonly<Record<string, string>> = {
  speaker_labels: "speakers are not told apart here yet",
  summarization: NO_ANALYSIS,
  sentiment_analysis: NO_ANALYSIS,
  entity_detection: NO_ANALYSIS,
  auto_chapters: NO_ANALYSIS,
  auto_highlights: NO_ANALYSIS,
  iab_categories: NO_ANALYSIS,
  content_safety: NO_ANALYSIS,
  custom_topics: NO_ANALYSIS,
  speech_understanding: NO_ANALYSIS,
  redact_pii: "nothing is redacted, the text has all that was said",
  speech_threshold: "recordings are taken however little speech they have",
  temperature: "it is raised where the text is doubtful, as 0 asks",
  boost_param: "terms are expected as much as the model does it",
  keyterms_prompt_options: "terms are expected as much as the model does it",
  language_confidence_threshold: NO_LANGUAGE_DETAIL,
  remove_audio_tags: "there are no such tags in the text",
  domain: "there are no models for one field alone",
};

/** What is said of something in `NOT_THERE`, and nothing without it. */
const DETAILS = new Set([
  ...["speakers_expected", "speaker_options", "summary_model", "summary_type", "topics", "content_safety_confidence"],
  ...["redact_pii_audio", "redact_pii_audio_quality", "redact_pii_policies", "redact_pii_sub"],
  "redact_pii_return_unredacted",
]);

/** What is not done as asked, in plain words. @param known names of the parameters that are followed */
export function notFollowed(params: GivenParams, known: readonly string[]): string[] {
  const given = Object.entries(params).filter(([, value]) => !isOff(value));
  const more = given.filter(([name]) => !known.includes(name));
  const { punctuate, format_text: format } = params;
  return [
    ...(punctuate === false ? [told("punctuate", AS_MODEL_WRITES)] : []),
    ...(format === false ? [told("format_text", AS_MODEL_WRITES)] : []),
    ...more.flatMap(([name]) => whyNot(name)),
    ...detectionNotFollowed(params),
  ];
}

function whyNot(name: string): string[] {
  if (name === "punctuate" || name === "format_text" || DETAILS.has(name)) return [];
  const why = Object.hasOwn(NOT_THERE, name) ? NOT_THERE[name] : undefined;
  if (why !== undefined) return [told(name, why)];
  return [`\`${name.slice(0, 100)}\` is not known here and was not followed.`];
}

function detectionNotFollowed({ language_detection_options: options, language_detection, language_code }: GivenParams) {
  const more = Object.entries(options ?? {}).filter(([name, value]) => name !== "expected_languages" && !isOff(value));
  return [
    ...more.map(([name]) => told(`language_detection_options.${name.slice(0, 100)}`, NO_LANGUAGE_DETAIL)),
    ...(language_detection && typeof language_code === "string"
      ? [told("language_code", "`language_detection` asks to find it out")]
      : []),
  ];
}

const told = (name: string, why: string): string => `\`${name}\` was not followed: ${why}.`;

/** As where it was left out. */
const isOff = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === false ||
  value === 0 ||
  value === "" ||
  value === "default" ||
  (Array.isArray(value) && value.length === 0);
