import type { System } from "../speed/system.ts";
import { fasterWhisper } from "./faster-whisper.ts";
import type { PeerOptions } from "./peer-options.ts";
import { whisperCpp } from "./whisper-cpp.ts";

/**
 * The systems this product can be measured beside, by name. Each is looked for when it is opened.
 * @throws {Failure} `option-invalid`, naming what is missing and how to get it.
 */
export const PEERS: Readonly<Record<string, (options: PeerOptions) => Promise<System>>> = {
  "faster-whisper": (options) => fasterWhisper("batched", options),
  "faster-whisper-sequential": (options) => fasterWhisper("sequential", options),
  "whisper.cpp": whisperCpp,
};
