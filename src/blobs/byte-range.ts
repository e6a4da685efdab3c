/** First and last byte, counted from 0. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** Whether these can be the first and the last byte of something. */
export const isByteRange = ({ start, end }: ByteRange): boolean =>
  Number.isSafeInteger(start) && Number.isSafeInteger(end) && start >= 0 && start <= end;

/** What to say of a range that has nothing in it. */
export const nothingIn = ({ start, end }: ByteRange, cause?: unknown): RangeError =>
  new RangeError(`There are no bytes ${start} to ${end}`, { cause });
