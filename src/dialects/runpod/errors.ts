import type { FastifyReply, FastifyRequest } from "fastify";
import { notedProblem, sendProblemAs, textOfProblem } from "../../http/problems/answer-problem.ts";
import { WrongInput } from "./wrong-input.ts";

/** What RunPod knows no status for is a bad request there. */
const STATUSES: Readonly<Record<number, number>> = { 409: 400, 422: 400 };

/** Answers anything thrown as RunPod would: with `error`, a text, or a list of all that is wrong with an `input`. */
export function answerRunpodError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = notedProblem(error, request);
  const said = error instanceof WrongInput ? error.messages : textOfProblem(problem);
  return sendProblemAs(reply, problem, { status: STATUSES[problem.status] ?? problem.status, body: { error: said } });
}
