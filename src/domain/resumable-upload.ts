/** A recording on its way in as many requests as it takes, before it is an upload. */
export interface ResumableUpload {
  /** That of the upload it becomes. */
  readonly id: string;
  readonly tenant: string;
  /** The key it came with; null where none was asked for. */
  readonly key: string | null;
  /** How many are to come, as its client has said. */
  readonly bytes: number;
  /** As the client named it; never in logs. */
  readonly name: string | null;
  readonly mediaType: string | null;
  /** What the client said of it, in the words of its protocol. */
  readonly metadata: string | null;
  /** It is forgotten then, where it has not come whole. Each byte puts it off. */
  readonly expiresAt: Date;
}
