/**
 * Why one source could not give a model.
 *
 * - `absent`: it does not have it
 * - `network`: it could not be reached, went silent or broke off; trying again may help
 * - `refused`: it will not give it, or what it gives is not to be used; asking again is of no use
 * - `corrupt`: the bytes are not the ones they should be
 */
export type FaultKind = "absent" | "network" | "refused" | "corrupt";

/** Ends the work with one source; the next one is tried. The message is a clause that follows the name of the source. */
export class SourceFault extends Error {
  override readonly name = "SourceFault";
  readonly kind: FaultKind;

  constructor(kind: FaultKind, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.kind = kind;
  }
}

/** Does the work, and once more from the start when its bytes turned out to be wrong. */
export async function onceMoreWhenCorrupt<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof SourceFault) || error.kind !== "corrupt") throw error;
    return work();
  }
}
