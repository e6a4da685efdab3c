/** Memory for content that waits to be kept, of all that is received at the same time. */
export interface HeldRoom {
  /** @returns false, and takes nothing, where there is not so much left */
  take(bytes: number): boolean;
  give(bytes: number): void;
}

/** Room for so many bytes. */
export function heldRoom(mostBytes: number): HeldRoom {
  let taken = 0;
  return {
    take(bytes) {
      if (taken + bytes > mostBytes) return false;
      taken += bytes;
      return true;
    },
    give(bytes) {
      taken -= bytes;
    },
  };
}
