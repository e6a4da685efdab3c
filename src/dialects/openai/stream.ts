import type { FastifyRequest } from "fastify";
import { followText } from "../../actions/jobs/follow-text.ts";
import type { JobName } from "../../actions/jobs/read-job.ts";
import type { Transcript } from "../../domain/transcript.ts";
import { lineWriter } from "../../exports/text.ts";
import { withPings } from "../../http/answers/event-stream.ts";
import { notedProblem } from "../../http/problems/answer-problem.ts";
import type { Services } from "../../services.ts";
import { textJson } from "./answer.ts";
import type { Asked } from "./asked.ts";
import { openaiError } from "./errors.ts";

type OpenaiEvent = Readonly<Record<string, unknown>>;

/**
 * A transcription as OpenAI streams it: `transcript.text.delta` as text is settled, `transcript.text.done` with all of it. A
 * failure is an event with an `error`, on which its clients throw.
 */
export function transcriptStream(
  services: Services,
  job: JobName & { signal: AbortSignal },
  { asked, request }: { asked: Asked; request: FastifyRequest },
): AsyncGenerator<string> {
  return frames();

  /** The headers go out with the first of them: a client waits for them. */
  async function* frames(): AsyncGenerator<string> {
    yield ": \n\n";
    yield* withPings(events(), (event) => `data: ${JSON.stringify(event)}\n\n`);
  }

  async function* events(): AsyncGenerator<OpenaiEvent> {
    try {
      const writer = lineWriter();
      for await (const event of followText(services, job)) {
        // What was read before is no longer told to who may read no more, however slowly that client reads.
        if (job.signal.aborted) return;
        if (event.type === "transcript") yield doneWith(event.transcript, asked);
        else {
          const delta = writer.add(event.segment);
          if (delta !== "") yield { type: "transcript.text.delta", delta };
        }
      }
    } catch (error) {
      yield openaiError(notedProblem(error, request));
    }
  }
}

function doneWith(transcript: Transcript, asked: Asked): OpenaiEvent {
  const warnings = [...asked.warnings, ...transcript.warnings];
  return { type: "transcript.text.done", ...textJson(transcript, { ...asked, warnings }) };
}
