/** A recording that was sent before there is a job for it. */
export interface Upload {
  readonly id: string;
  readonly tenant: string;
  /** The key it came with; null where none was asked for. */
  readonly key: string | null;
  /** SHA-256 of the content, in lower-case hexadecimal. */
  readonly digest: string;
  readonly bytes: number;
  /** As the client named it; never in logs. */
  readonly name: string | null;
  readonly mediaType: string | null;
  /** Jobs can be opened for it until then. */
  readonly expiresAt: Date;
}

/** How an upload is named where the address of a recording may stand: `upload:` and its id. */
export const UPLOAD_SCHEME = "upload:";
