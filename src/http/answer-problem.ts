import type { FastifyReply, FastifyRequest } from "fastify";
import { describeBug } from "../domain/describe-bug.ts";
import { Failure } from "../domain/failure.ts";
import { toFailure } from "./known-errors.ts";
import { type Problem, problemOf } from "./problems.ts";
import { describeWrongFields, findWrongFields } from "./wrong-fields.ts";

/** Seconds after which the same again may go well. */
const RETRY_AFTER: Readonly<Record<number, number>> = { 429: 10, 503: 5 };

/** Answers anything thrown with problem details, and logs what its operator has to know: codes and bugs, never messages. */
export function answerProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const errors = findWrongFields(error, request);
  const failure = errors === null ? toFailure(error) : new Failure("request-invalid", describeWrongFields(errors));
  const problem = problemOf(failure ?? error, request.id);
  if (failure === null) request.log.error({ bug: describeBug(error) }, "bug");
  else if (problem.status >= 500) request.log.warn({ code: failure.code }, "failure");
  return sendProblem(reply, errors === null ? problem : { ...problem, errors });
}

/** Sends a problem as the answer, with `Retry-After` where waiting helps. */
export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  const seconds = RETRY_AFTER[problem.status];
  if (seconds !== undefined && !reply.hasHeader("retry-after")) reply.header("retry-after", seconds);
  return reply
    .code(problem.status)
    .header("content-type", "application/problem+json")
    .header("cache-control", "no-store")
    .send(JSON.stringify(problem));
}
