/**
 * Has all who ask while a question is under way share its answer, and who asks within `keepMs` of it get it too; nothing is
 * kept when left out. A failure is told to those who waited for it, and to nobody after them.
 */
export function shareAnswer<Answer>(ask: () => Promise<Answer>, { keepMs = 0 } = {}): () => Promise<Answer> {
  let underWay: Promise<Answer> | undefined;
  let kept: { readonly answer: Answer; readonly until: number } | undefined;

  const askAnew = async (): Promise<Answer> => {
    const answer = await ask();
    kept = { answer, until: performance.now() + keepMs };
    return answer;
  };

  return async () => {
    if (kept && performance.now() < kept.until) return kept.answer;
    underWay ??= askAnew().finally(() => {
      underWay = undefined;
    });
    return underWay;
  };
}
