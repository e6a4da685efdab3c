import { basename } from "node:path";
import { LANGUAGES } from "../../domain/languages.ts";
import type { Transcript } from "../../domain/transcript.ts";
import type { TranscriptionOptions } from "../../domain/transcription.ts";
import { type Format, writeTranscript } from "../../exports/formats.ts";
import type { Source } from "../../ports/recordings.ts";
import type { TranscribeOptions } from "../../transcriber.ts";
import { clock, count, speed } from "../terminal/quantities.ts";
import { print, say, type Terminal } from "../terminal/terminal.ts";
import { liveText } from "./live-text.ts";
import { writeWhole } from "./output-files.ts";
import type { OutputFile } from "./output-plan.ts";
import { type ProgressView, progressView, type ShownEvent } from "./progress-view.ts";

/** Who does the work: a transcriber on this machine, or a service. The transcript comes once, last. */
export interface RecordingTranscriber {
  transcribe(source: Source, options: TranscribeOptions): AsyncIterable<ShownEvent>;
}

/** One recording with what to do with it. */
export interface Recording {
  readonly source: Source;
  /** What the person calls it. */
  readonly name: string;
  /** Whether it is one of several, so that what is said of it has to name it. */
  readonly oneOfSeveral: boolean;
  readonly options: TranscriptionOptions;
  /** A format for standard output, or files. */
  readonly result: Format | readonly OutputFile[];
}

/**
 * Transcribes one recording, shows how far it is, and writes the result: text as it comes, everything else whole at
 * the end. The paths of files written are the result on standard output.
 * @throws {Failure} whatever hinders the transcription or the writing. Ends with the signal's reason.
 */
export async function transcribeRecording(
  transcriber: RecordingTranscriber,
  recording: Recording,
  terminal: Terminal,
): Promise<void> {
  const begun = performance.now();
  const view = progressView(basename(recording.name), terminal.stderr);
  try {
    const transcript = await followEvents(transcriber, recording, terminal, view);
    view.close();
    await writeResult(transcript, recording, terminal);
    sayOutcome(transcript, recording, (performance.now() - begun) / 1000, terminal);
  } finally {
    view.close();
  }
}

async function followEvents(
  transcriber: RecordingTranscriber,
  recording: Recording,
  terminal: Terminal,
  view: ProgressView,
): Promise<Transcript> {
  const { source, options } = recording;
  const live = isLive(recording) ? liveText(terminal.stdout) : undefined;
  let transcript: Transcript | undefined;
  for await (const event of transcriber.transcribe(source, { ...options, signal: terminal.signal })) {
    if (event.type === "transcript") ({ transcript } = event);
    else if (event.type === "warning") {
      await view.aside(() => say(terminal, `warning: ${about(recording)}${event.message}`));
    } else if (event.type === "segment" && live) {
      const text = live.add(event.segment);
      const write = () => print(terminal, text);
      await (terminal.stdout.isTTY ? view.aside(write) : write());
    } else view.show(event);
  }
  await print(terminal, live?.end() ?? "");
  if (!transcript) throw new Error("A transcription that did not fail has a transcript");
  return transcript;
}

/** Text is written while it comes, but for that of channels: it comes of one after another, and is read side by side. */
const isLive = ({ result, options }: Recording): boolean => result === "txt" && options.channels !== "apart";

async function writeResult(transcript: Transcript, recording: Recording, terminal: Terminal): Promise<void> {
  const { result } = recording;
  if (isLive(recording)) return;
  if (typeof result === "string") return print(terminal, writeTranscript(transcript, result));
  for (const { format, path } of result) {
    await writeWhole(path, writeTranscript(transcript, format));
    await print(terminal, `${path}\n`);
  }
}

function sayOutcome(transcript: Transcript, recording: Recording, elapsed: number, terminal: Terminal): void {
  const { segments, suppressed, seconds, language, model } = transcript;
  if (segments.length === 0) say(terminal, `${about(recording)}no speech was heard in ${clock(seconds)} of sound`);
  if (suppressed.length > 0) {
    const passages = suppressed.map(({ start, end }) => `${clock(start)}–${clock(end)}`).join(", ");
    const kept = "--format json keeps what the engine gave there";
    say(terminal, `${about(recording)}left out ${count(suppressed.length, "doubtful passage")} (${passages}); ${kept}`);
  }
  if (!terminal.stderr.isTTY || segments.length === 0) return;
  const spoken = language === null ? "" : `, ${LANGUAGES[language] ?? language}`;
  say(
    terminal,
    `${recording.name}: ${clock(seconds)} in ${clock(elapsed)} (${speed(seconds / elapsed)} real time)${spoken}, ${model}`,
  );
}

const about = ({ name, oneOfSeveral }: Recording): string => (oneOfSeveral ? `${name}: ` : "");
