import type { FastifyReply, FastifyRequest } from "fastify";
import { notedProblem, sendProblemAs, textOfProblem } from "../../http/problems/answer-problem.ts";
import type { Problem } from "../../http/problems/problems.ts";

/** What AssemblyAI has no status for is a bad request there. */
const STATUSES: Readonly<Record<number, number>> = { 409: 400, 422: 400 };

const NOT_AUTHENTICATED = "Authentication error, API token missing/invalid";

/** What is said in AssemblyAI's words, as programs look for them. */
const MESSAGES: Readonly<Record<string, string>> = {
  "key-missing": NOT_AUTHENTICATED,
  "key-refused": NOT_AUTHENTICATED,
  "job-not-found": "Transcript not found. It may have been deleted, or have expired.",
};

/** Answers anything thrown as AssemblyAI would: with `error`, a text. */
export function answerAssemblyaiError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = notedProblem(error, request);
  const status = STATUSES[problem.status] ?? problem.status;
  return sendProblemAs(reply, problem, { status, body: { error: messageOf(problem) } });
}

function messageOf(problem: Problem): string {
  const { code, errors } = problem;
  const known = MESSAGES[code];
  if (known !== undefined) return known;
  if (errors)
    return `${errors.map(({ field, message }) => (field ? `\`${field}\`: ${message}` : message)).join(". ")}.`;
  return textOfProblem(problem);
}
