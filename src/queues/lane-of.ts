import { LANES, type Lane } from "../domain/piece.ts";

/** The lane that a message names; null for one that no bell has written. */
export const laneOf = (text: string): Lane | null => LANES.find((lane) => lane === text) ?? null;
