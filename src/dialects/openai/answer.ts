import type { FastifyReply } from "fastify";
import type { Transcript } from "../../domain/transcript.ts";
import { writeTranscript } from "../../exports/formats.ts";
import { runningText } from "../../exports/text.ts";
import { sayWarnings } from "../../http/answers/warnings-header.ts";
import type { Asked } from "./asked.ts";
import { logProbabilities } from "./log-probabilities.ts";
import { usageOf, verboseJson } from "./verbose-json.ts";

const JSON_TYPE = "application/json; charset=utf-8";

/** Answers with a transcript in the form asked for. What was not done as asked stands in it, or in a header where it cannot. */
export function answerTranscript(reply: FastifyReply, transcript: Transcript, asked: Asked): FastifyReply {
  const warnings = [...asked.warnings, ...transcript.warnings];
  switch (asked.format) {
    case "json":
      return reply.type(JSON_TYPE).send(JSON.stringify(textJson(transcript, { ...asked, warnings })));
    case "verbose_json":
      return reply.type(JSON_TYPE).send(JSON.stringify({ ...verboseJson(transcript, asked), ...told(warnings) }));
    case "text":
      return sayWarnings(reply, warnings)
        .type("text/plain; charset=utf-8")
        .send(`${runningText(transcript.segments)}\n`);
    case "srt":
      return sayWarnings(reply, warnings)
        .type("application/x-subrip; charset=utf-8")
        .send(writeTranscript(transcript, "srt"));
    case "vtt":
      return sayWarnings(reply, warnings).type("text/vtt; charset=utf-8").send(writeTranscript(transcript, "vtt"));
  }
}

/** A transcript as OpenAI's `json`, which is also what the last event of a stream says. */
export function textJson(
  transcript: Transcript,
  { hasLogProbabilities, warnings }: Pick<Asked, "hasLogProbabilities" | "warnings">,
) {
  const logprobs = hasLogProbabilities ? logProbabilities(transcript.segments) : null;
  const missing =
    hasLogProbabilities && logprobs === null ? ["There are no `logprobs`: this model does not tell them."] : [];
  return {
    text: runningText(transcript.segments),
    usage: usageOf(transcript),
    ...(logprobs && { logprobs }),
    ...told([...warnings, ...missing]),
  };
}

const told = (warnings: readonly string[]) => (warnings.length > 0 ? { warnings } : {});
