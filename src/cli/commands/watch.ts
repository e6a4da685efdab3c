import { dirname, relative } from "node:path";
import pRetry from "p-retry";
import { readConfig } from "../../config.ts";
import { Failure } from "../../domain/failure.ts";
import { openTranscriber, type Transcriber } from "../../transcriber.ts";
import type { Command } from "../arguments/command-line.ts";
import { environmentHelp } from "../arguments/help.ts";
import { EXIT, sayFailure, stopsEverything } from "../terminal/failure-line.ts";
import { say, type Terminal } from "../terminal/terminal.ts";
import { OPTIONS_HELP } from "../transcribing/choices.ts";
import { incomingRecordings, presentRecordings } from "../transcribing/incoming.ts";
import { openIntake } from "../transcribing/intake.ts";
import { prepareDirectory } from "../transcribing/output-files.ts";
import type { OutputFile } from "../transcribing/output-plan.ts";
import { type Recording, transcribeRecording } from "../transcribing/transcribe-recording.ts";
import { readWatchRequest, type WatchRequest } from "../transcribing/watch-request.ts";

/** `scribewell watch`: transcribes what comes into a directory. */
export const watchCommand: Command = {
  help: `Transcribe what comes into a directory, until you press Ctrl-C.

  scribewell watch DIR [flags]

Takes the recordings that are there and have no transcript yet, and each one
that comes, once it is fully written. Directories inside are watched too; hidden
files are left alone. A recording whose transcript exists is never done again:
delete the transcript to have it made anew.

  -o, --output DIR      where transcripts go; left out, beside the recordings
  -f, --format FORMAT   txt (default), srt, vtt or json; several with commas
      --once            do what is there, then end
${OPTIONS_HELP}

The paths of transcripts go to standard output, one a line.

Examples
  scribewell watch ~/Recordings --format txt,srt
  scribewell watch inbox --output transcripts --once

${environmentHelp(["MODELS_DIR", "MODELS_MIRROR", "FFMPEG_PATH", "THREADS", "MAX_AUDIO_HOURS"])}

Exit codes: 0 done (--once), 1 a recording failed (--once), 2 wrong use,
130 interrupted.
`,

  async run(words, terminal) {
    const request = readWatchRequest(words);
    const config = readConfig(terminal.environment);
    await prepareDirectory(request.output);
    await using transcriber = await openTranscriber({ config });
    // Awaited here: the transcriber is closed when this function ends.
    return await transcribeIncoming(transcriber, request, terminal);
  },
};

async function transcribeIncoming(
  transcriber: Transcriber,
  request: WatchRequest,
  terminal: Terminal,
): Promise<number> {
  const { directory, output, formats, once } = request;
  const intake = openIntake(directory, output, formats);
  const recordings = once ? await presentRecordings(directory) : incomingRecordings(directory, terminal.signal);
  if (!once) say(terminal, `watching ${directory} (Ctrl-C ends it)`);
  let failed = 0;
  for await (const path of recordings) {
    const name = relative(directory, path);
    const verdict = intake.consider(path);
    if (verdict.todo === "nothing") continue;
    if (verdict.todo === "refuse") {
      say(terminal, `scribewell: ${name}: ${verdict.reason}`);
      failed += 1;
      continue;
    }
    try {
      const recording = { source: path, name, oneOfSeveral: true, options: request.options, result: verdict.outputs };
      await transcribePatiently(transcriber, recording, terminal);
    } catch (error) {
      if (stopsEverything(error, terminal.signal)) throw error;
      sayFailure(terminal, error, name);
      intake.giveUp(path);
      failed += 1;
    }
  }
  return failed === 0 ? EXIT.done : EXIT.failed;
}

/** Tries again after a while where that can help: a watch is left alone for days, and networks come back. */
async function transcribePatiently(
  transcriber: Transcriber,
  recording: Recording & { result: readonly OutputFile[] },
  terminal: Terminal,
): Promise<void> {
  const directories = new Set(recording.result.map((output) => dirname(output.path)));
  const attempt = async () => {
    for (const directory of directories) await prepareDirectory(directory);
    await transcribeRecording(transcriber, recording, terminal);
  };
  await pRetry(attempt, {
    retries: 3,
    minTimeout: 10_000,
    factor: 3,
    signal: terminal.signal,
    shouldRetry: ({ error }) => error instanceof Failure && error.retry,
    onFailedAttempt: ({ error, retriesLeft }) => {
      if (error instanceof Failure && error.retry && retriesLeft > 0) {
        say(terminal, `${recording.name}: ${error.message} It is tried again in a while.`);
      }
    },
  });
}
