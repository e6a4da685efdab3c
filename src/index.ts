export { type Config, readConfig } from "./config.ts";
export type { Span } from "./domain/audio.ts";
export type { CoverageEntry, CoverageKind } from "./domain/coverage.ts";
export { Failure, type FailureCode } from "./domain/failure.ts";
export type { Segment, SuppressedText, SuppressionReason, Transcript, Word } from "./domain/transcript.ts";
export type { Task, TranscriptionEvent, TranscriptionOptions, TranscriptionProgress } from "./domain/transcription.ts";
export { FORMATS, type Format, writeTranscript } from "./exports/formats.ts";
export type { Source } from "./ports/recordings.ts";
export { openTranscriber, type TranscribeOptions, type Transcriber, type Transcription } from "./transcriber.ts";
