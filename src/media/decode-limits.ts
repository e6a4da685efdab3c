import { Failure } from "../domain/failure.ts";

/**
 * A file that holds fewer bytes for each second it decodes to is a bomb: a few kilobytes that become days of nothing.
 *
 * The sparsest honest files stay above. Opus with discontinuous transmission in WebM, where a recorder leaves out the
 * packets of silence, keeps an update every 400 ms: about 25 bytes a second when nobody ever speaks, and each second of
 * speech adds hundreds. The same in Ogg, AMR and Speex write at least a byte or two every 20 ms: 50 and more. FLAC of
 * digital silence at 8 kHz has two frames of about 13 bytes: 25. The lowest speech codecs (Codec 2 at 700 bit/s) have 87.
 */
const FEWEST_BYTES_A_SECOND = 12;

/** Shorter files are let through whatever they hold: ten minutes cost little, and a header weighs more than it in them. */
const LENIENT_SECONDS = 10 * 60;

/**
 * Judges a decoding as it goes on.
 * @throws {Failure} `media-too-long` past `maxHours`; `media-refused` when a small file becomes a very long recording.
 */
export function checkLength(
  decodedSeconds: number,
  { fileBytes, maxHours }: { fileBytes: number; maxHours: number },
): void {
  if (decodedSeconds > maxHours * 3600) {
    throw new Failure(
      "media-too-long",
      `The recording is longer than the limit of ${maxHours} hours. Cut it, or raise the limit.`,
    );
  }
  if (decodedSeconds > LENIENT_SECONDS && fileBytes < FEWEST_BYTES_A_SECOND * decodedSeconds) {
    const minutes = Math.floor(decodedSeconds / 60);
    const detail = `The file of ${fileBytes} bytes unfolds to more than ${minutes} minutes of sound, which no real recording does.`;
    throw new Failure("media-refused", detail);
  }
}
