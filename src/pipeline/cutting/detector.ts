/** The model that tells speech from other sound, whatever the engine. */
export const DETECTOR = "vad/silero-v6";
