/** What was just written about a job: a hint to read the database again, never the thing itself. */
export interface JobNews {
  readonly job: string;
  /** `cancelled` tells those who work on it to stop. */
  readonly kind: "events" | "cancelled";
}

/** Tells those who watch that something has changed. News may be lost or come twice; whoever must not miss any looks as well. */
export interface News {
  /** Told to every process, this one too. Does not fail: what cannot be told is lost. */
  tell(news: JobNews): Promise<void>;
  /** Gives a function that ends the listening. */
  listen(onNews: (news: JobNews) => void): () => void;
  /** May be called twice. */
  close(): Promise<void>;
}
