/** Something that turns a recording into text and says how long that took it. */
export interface System {
  readonly name: string;
  /**
   * Transcribes a recording once, in processes of its own.
   * @throws {Failure} where it cannot; the signal's reason after an abort.
   */
  run(file: string, signal: AbortSignal): Promise<TimedRun>;
}

/** What one run gave and took. */
export interface TimedRun {
  readonly text: string;
  /** By the system's own clock, without the loading of the model. */
  readonly seconds: number;
  /** Of the timed run, over all of its processes and threads; null where that cannot be told. Each system says what it counts. */
  readonly processorSeconds: number | null;
  /** The most memory that one of its processes held, over its whole life. */
  readonly peakBytes: number;
  /** Length of the recording, where the system says it. */
  readonly recordingSeconds?: number;
}
