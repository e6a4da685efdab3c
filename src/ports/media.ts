/** What a media file says of itself before it is decoded. */
export interface MediaFacts {
  /** Container as ffmpeg names it, for example `mov` or `matroska`. */
  readonly container: string;
  /** Seconds, as the file claims; null where it makes no claim. */
  readonly seconds: number | null;
  /** Sound streams in file order. At least one. */
  readonly sound: readonly { readonly codec: string; readonly channels: number; readonly sampleRate: number }[];
}

/** What comes out of a decoder. */
export type DecodeEvent =
  /** Samples at 16 kHz, one array a channel, all of one length, −1 to 1, in time order. */
  | { readonly type: "samples"; readonly channels: readonly Float32Array[] }
  /** The file was damaged or cut off and what could be read is what was given, or its channels could not be kept apart. */
  | { readonly type: "warning"; readonly message: string };

/** Reads audio and video files. The work happens in a confined child process that ends with the signal. */
export interface MediaDecoder {
  /** Which decoder does the work, for `doctor` and warnings, for example `ffmpeg 5.1.9 (/usr/bin/ffmpeg)`. */
  describe(): Promise<string>;

  /**
   * Looks at a file without decoding it.
   * @throws {Failure} `media-empty`, `media-unreadable`, `media-without-sound`, `media-refused`, `decoder-unavailable`,
   * and `source-not-found`, `source-not-a-file` or `source-unreadable` for the path.
   */
  probe(path: string, signal: AbortSignal): Promise<MediaFacts>;

  /**
   * Decodes the first sound stream to 16 kHz: mixed to one channel, or each channel apart.
   * Holds a bounded amount in memory whatever the length; a slow reader slows the decoder.
   * The signal kills the child at once and its reason is thrown; to leave the loop early does the same without an error.
   * @throws {Failure} what `probe` throws; `media-empty` when there is no sample; `media-too-long`.
   */
  decode(path: string, options: { channels: "mixed" | "apart" }, signal: AbortSignal): AsyncIterable<DecodeEvent>;
}
