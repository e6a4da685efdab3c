import type { Engine } from "./engine.ts";
import type { InstalledModel } from "./model-store.ts";

/** `open`: left alone for a while; `half-open`: one call finds out whether it works again. */
export type BreakerState = "closed" | "open" | "half-open";

/** One opened engine as it is at the moment. */
export interface EngineState {
  readonly model: string;
  readonly isLoaded: boolean;
  /** Calls that are being answered. */
  readonly calls: number;
  /** Of its processes, in bytes, when they were last looked at; 0 before. */
  readonly memoryBytes: number;
  /** From nothing to a loaded model, the last time; null before. */
  readonly loadSeconds: number | null;
  readonly breaker: BreakerState;
}

/** The engines of this process: each model is opened once, and loaded as long as it is of use. */
export interface Engines {
  /** A model that could not be opened is tried again the next time. @throws {Failure} those of the driver */
  open(model: InstalledModel): Promise<Engine>;
  states(): readonly EngineState[];
  /** Closes all of them. May be called twice. */
  close(): Promise<void>;
}
