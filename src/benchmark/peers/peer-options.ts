/** Where the peers are found, and what all of them are given alike. */
export interface PeerOptions {
  /** The Python that has faster-whisper. */
  readonly python: string;
  /** A model directory of faster-whisper, or a name it downloads. */
  readonly fasterWhisperModel: string;
  /** The program of whisper.cpp. */
  readonly whisperCpp: string;
  /** Its model file; there is no default. */
  readonly whisperCppModel: string | undefined;
  readonly threads: number;
  readonly language: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
}
