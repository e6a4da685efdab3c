import { deflateSync } from "node:zlib";

/**
 * Bytes of a text over the bytes of its deflated form: high where it repeats itself. 0 for no text. As Whisper reckons it
 * (Radford et al. 2022, section 4.5).
 */
export function compressionRatio(text: string): number {
  const bytes = Buffer.from(text);
  return bytes.length === 0 ? 0 : bytes.length / deflateSync(bytes).length;
}
