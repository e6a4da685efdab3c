/** What was just written about a job: a hint to read the database again, never the thing itself. */
export interface JobNews {
  readonly job: string;
  /** `cancelled` tells those who work on it to stop. */
  readonly kind: "events" | "cancelled";
}

/** Tells those who watch that something has changed. News may be lost or come twice; who must not miss any looks for himself. */
export interface News {
  tell(news: JobNews): Promise<void>;
  /** Gives a function that ends the listening. */
  listen(onNews: (news: JobNews) => void): () => void;
}
