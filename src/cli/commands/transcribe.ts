import { readConfig } from "../../config.ts";
import { Failure } from "../../domain/failure.ts";
import { LANGUAGES } from "../../domain/languages.ts";
import { openTranscriber } from "../../transcriber.ts";
import type { Command } from "../arguments/command-line.ts";
import { environmentHelp, wrapped } from "../arguments/help.ts";
import { remoteTranscriber } from "../remote/remote-transcriber.ts";
import { serviceClient } from "../remote/service-client.ts";
import { EXIT, exitCodeOf, sayFailure, stopsEverything } from "../terminal/failure-line.ts";
import { count } from "../terminal/quantities.ts";
import { print, say, type Terminal } from "../terminal/terminal.ts";
import { OPTIONS_HELP } from "../transcribing/choices.ts";
import { prepareDirectory } from "../transcribing/output-files.ts";
import { planOutputs } from "../transcribing/output-plan.ts";
import {
  type Recording,
  type RecordingTranscriber,
  transcribeRecording,
} from "../transcribing/transcribe-recording.ts";
import { readTranscribeRequest, type TranscribeRequest } from "../transcribing/transcribe-request.ts";

/** `scribewell transcribe`: recordings in, text out. */
export const transcribeCommand: Command = {
  help: `Transcribe recordings.

  scribewell transcribe FILE|URL|-… [flags]

Takes any audio or video file, an http(s) address, or - for standard input.
Without flags the text goes to standard output as it is heard.

  -f, --format FORMAT   txt (default), srt, vtt or json; several with commas
      --json            the same as --format json
  -o, --output DIR      write files there, named after the recording;
                        their paths are printed. Replaces older ones.
${OPTIONS_HELP}
      --server URL      have it done by the service there ("scribewell serve"):
                        it is sent the recordings, and fetches addresses itself.
                        Ctrl-C cancels there too.

Examples
  scribewell transcribe talk.mp3
  scribewell transcribe interview.m4a --format srt > interview.srt
  scribewell transcribe call.wav --channels apart --term "Scribewell"
  scribewell transcribe *.wav --format txt,vtt,json --output transcripts
  scribewell transcribe https://example.org/episode.mp3 --language german
  ffmpeg -i disc.iso -f wav - | scribewell transcribe - --json | jq .segments
  scribewell transcribe talk.mp3 --server http://gpu-box:8000

Languages
${wrapped(Object.keys(LANGUAGES).join(" "))}

${environmentHelp(["MODELS_DIR", "MODELS_MIRROR", "FFMPEG_PATH", "THREADS", "EXECUTION_PROVIDER", "ENGINE_MEMORY_MB", "ENGINE_BATCH", "MAX_AUDIO_HOURS", "MAX_DOWNLOAD_GB", "SERVER_KEY"])}

Exit codes: 0 done, 1 a recording failed, 2 wrong use, 130 interrupted.
`,

  async run(words, terminal) {
    const request = readTranscribeRequest(words);
    const config = readConfig(terminal.environment);
    const recordings = recordingsOf(request, terminal);
    if (request.server !== null) {
      const remote = remoteTranscriber(serviceClient(request.server, config.SERVER_KEY), terminal);
      return await transcribeAll(remote, recordings, request.directory, terminal);
    }
    await using transcriber = await openTranscriber({ config });
    // Awaited here: the transcriber is closed when this function ends.
    return await transcribeAll(transcriber, recordings, request.directory, terminal);
  },
};

function recordingsOf({ inputs, formats, directory, options }: TranscribeRequest, terminal: Terminal): Recording[] {
  if (inputs.includes("-") && terminal.stdin.isTTY) {
    throw new Failure(
      "option-invalid",
      "Standard input is a keyboard here. Pipe a recording in: … | scribewell transcribe -",
    );
  }
  const outputs = directory === null ? undefined : planOutputs(inputs, formats, directory);
  return inputs.map((input, index) => ({
    source: input === "-" ? terminal.stdin : input,
    name: input === "-" ? "standard input" : input,
    oneOfSeveral: inputs.length > 1,
    options,
    result: outputs?.[index] ?? formats[0] ?? "txt",
  }));
}

async function transcribeAll(
  transcriber: RecordingTranscriber,
  recordings: readonly Recording[],
  directory: string | null,
  terminal: Terminal,
): Promise<number> {
  const failures: unknown[] = [];
  for (const [index, recording] of recordings.entries()) {
    try {
      if (directory === null) await sayHeading(recording, index, terminal);
      // Each time: a disk may have filled up since the last recording, and an hour of work should not end there.
      else await prepareDirectory(directory);
      await transcribeRecording(transcriber, recording, terminal);
    } catch (error) {
      if (stopsEverything(error, terminal.signal)) throw error;
      sayFailure(terminal, error, recording.name);
      failures.push(error);
    }
  }
  if (recordings.length === 1) return failures.length === 0 ? EXIT.done : exitCodeOf(failures[0]);
  saySummary(recordings.length, failures.length, terminal);
  return failures.length === 0 ? EXIT.done : EXIT.failed;
}

async function sayHeading({ name, oneOfSeveral }: Recording, index: number, terminal: Terminal): Promise<void> {
  if (!oneOfSeveral) return;
  if (index > 0) await print(terminal, "\n");
  say(terminal, `${name}:`);
}

function saySummary(all: number, failed: number, terminal: Terminal): void {
  say(terminal, `${count(all, "recording")}: ${all - failed} done${failed > 0 ? `, ${failed} failed` : ""}`);
}
