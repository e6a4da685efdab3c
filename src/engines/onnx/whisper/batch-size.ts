/** Windows decoded together. Four keep the process of whisper-base under 1 GB; each question that is paused adds a quarter. */
export const BATCH_WINDOWS = 4;
