import type { FastifyReply, FastifyRequest } from "fastify";
import { describeBug } from "../../domain/describe-bug.ts";
import { Failure } from "../../domain/failure.ts";
import { toFailure } from "./known-errors.ts";
import { type Problem, problemOf } from "./problems.ts";
import { describeWrongFields, findWrongFields } from "./wrong-fields.ts";

/** Answers anything thrown with problem details. */
export function answerProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return sendProblem(reply, notedProblem(error, request));
}

/** The problem for anything thrown. Its operator finds what he has to know in the log: codes and bugs, never messages. */
export function notedProblem(error: unknown, request: FastifyRequest): Problem {
  const errors = findWrongFields(error, request);
  const failure = errors === null ? toFailure(error) : new Failure("request-invalid", describeWrongFields(errors));
  const problem = problemOf(failure ?? error, request.id);
  if (failure === null) request.log.error({ bug: describeBug(error) }, "bug");
  else if (problem.status >= 500) request.log.warn({ code: failure.code }, "failure");
  return errors === null ? problem : { ...problem, errors };
}

/** Sends a problem as the answer, with `Retry-After` where waiting helps. */
export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  sayWhenAgain(reply, problem);
  if (problem.status === 401) reply.header("www-authenticate", "Bearer");
  return reply
    .code(problem.status)
    .header("content-type", "application/problem+json")
    .header("cache-control", "no-store")
    .send(JSON.stringify(problem));
}

/** Says in `Retry-After` when to come back, where waiting helps. */
export function sayWhenAgain(reply: FastifyReply, { retryAfter }: Pick<Problem, "retryAfter">): void {
  if (retryAfter !== undefined) reply.header("retry-after", retryAfter);
}
