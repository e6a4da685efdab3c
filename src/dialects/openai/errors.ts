import type { FastifyReply, FastifyRequest } from "fastify";
import { FAILURES } from "../../domain/failure.ts";
import { notedProblem, sendProblemAs, textOfProblem } from "../../http/problems/answer-problem.ts";
import type { Problem } from "../../http/problems/problems.ts";
import { WrongField } from "./wrong-field.ts";

/** A failure as OpenAI writes it. All four are always there. */
export interface OpenaiError {
  readonly message: string;
  readonly type: string;
  readonly param: string | null;
  /** That of our problem details; `model_not_found` where their clients look for it. */
  readonly code: string;
}

const TYPES: Readonly<Record<number, string>> = {
  401: "authentication_error",
  403: "permission_error",
  429: "rate_limit_error",
};

/** What is unprocessable to us is a bad request to OpenAI. A model that is not there is nothing found. */
function statusOf({ status, code }: Problem): number {
  if (code === "model-unknown") return 404;
  return status === 422 ? 400 : status;
}

/** A problem as the body of an error of OpenAI's. */
export function openaiError(problem: Problem, param: string | null = null): { error: OpenaiError } {
  const status = statusOf(problem);
  const isModel = problem.code === "model-unknown";
  return {
    error: {
      message: textOfProblem(problem),
      type: TYPES[status] ?? (status < 500 ? "invalid_request_error" : "server_error"),
      param: isModel ? "model" : (param ?? problem.errors?.[0]?.field ?? null),
      code: isModel ? "model_not_found" : problem.code,
    },
  };
}

/** Answers anything thrown as OpenAI would. Its clients try again what they should not, unless they are told. */
export function answerOpenaiError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = notedProblem(error, request);
  return sendOpenaiError(reply, problem, error instanceof WrongField ? error.field : null);
}

/** @see answerOpenaiError */
export function sendOpenaiError(reply: FastifyReply, problem: Problem, param: string | null = null): FastifyReply {
  reply.header("x-should-retry", String(isPassing(problem.code)));
  return sendProblemAs(reply, problem, { status: statusOf(problem), body: openaiError(problem, param) });
}

const FAILURE_CODES: Readonly<Record<string, { readonly retry: boolean }>> = FAILURES;

const isPassing = (code: string): boolean => FAILURE_CODES[code]?.retry ?? false;
