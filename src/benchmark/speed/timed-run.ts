import { Failure, openTranscriber } from "../../index.ts";
import { familyProcessorSeconds } from "./process-family.ts";
import type { TimedReply } from "./scribewell-system.ts";

// Started by its address in a process of its own: timed-run.ts FILE LANGUAGE [MODEL]. Transcribes twice and tells of the second
// time: the model is loaded then, as it is in a service.

const [, , file = "", language = "", model] = process.argv;

async function timed(): Promise<TimedReply> {
  await using transcriber = await openTranscriber();
  const options = { language, ...(model !== undefined && { model }) };
  await transcriber.transcribe(file, options).transcript();
  const processorBefore = await familyProcessorSeconds(process.pid);
  const begun = performance.now();
  const transcript = await transcriber.transcribe(file, options).transcript();
  const seconds = (performance.now() - begun) / 1000;
  const processorAfter = await familyProcessorSeconds(process.pid);
  return {
    seconds,
    processorSeconds: processorBefore === null || processorAfter === null ? null : processorAfter - processorBefore,
    recordingSeconds: transcript.seconds,
    text: transcript.segments.map(({ text }) => text).join("\n"),
  };
}

async function reply(): Promise<TimedReply> {
  try {
    return await timed();
  } catch (error) {
    if (error instanceof Failure) return { failure: { code: error.code, message: error.message } };
    throw error;
  }
}

process.stdout.write(`${JSON.stringify(await reply())}\n`);
