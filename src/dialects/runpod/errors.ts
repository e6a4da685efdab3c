import type { FastifyReply, FastifyRequest } from "fastify";
import { notedProblem, sayWhenAgain } from "../../http/problems/answer-problem.ts";
import { WrongInput } from "./wrong-input.ts";

/** What RunPod knows no status for is a bad request there. */
const STATUSES: Readonly<Record<number, number>> = { 409: 400, 422: 400 };

/** Answers anything thrown as RunPod would: with `error`, a text, or a list of all that is wrong with an `input`. */
export function answerRunpodError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = notedProblem(error, request);
  const { status: own, title, detail, instance } = problem;
  const status = STATUSES[own] ?? own;
  const said = detail ?? `${title}. The request is ${instance} in the server's log.`;
  sayWhenAgain(reply, problem);
  return reply
    .code(status)
    .header("content-type", "application/json; charset=utf-8")
    .header("cache-control", "no-store")
    .send(JSON.stringify({ error: error instanceof WrongInput ? error.messages : said }));
}
