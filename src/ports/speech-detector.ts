/** What a detector must remember between two stretches of one recording. Opaque, small, and not tied to a process. */
export interface DetectorMemory {
  readonly hidden: Float32Array;
  readonly cell: Float32Array;
  /** Last samples of the stretch before. */
  readonly context: Float32Array;
}

export interface DetectorAnswer {
  /** One a frame. */
  readonly probabilities: Float32Array;
  readonly memory: DetectorMemory;
}

/** Samples in one frame of a detector: 32 ms at 16 kHz. */
export const FRAME_SAMPLES = 512;

/** Tells speech from other sound, frame by frame. */
export interface SpeechDetector {
  /**
   * Probability of speech, 0 to 1, for each frame of 512 samples.
   * @param samples 16 kHz mono; a whole number of frames.
   * @param memory what the stretch before gave, or null at the start of a recording.
   * @throws {Failure} `engine-lost` (the same call again goes to a new process), `engine-unavailable`.
   */
  listen(samples: Float32Array, memory: DetectorMemory | null, signal: AbortSignal): Promise<DetectorAnswer>;

  /** Ends the process. May be called twice. */
  close(): Promise<void>;
}
