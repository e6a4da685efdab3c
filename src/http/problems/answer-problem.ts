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
  if (problem.status === 401) reply.header("www-authenticate", "Bearer");
  return sendProblemAs(reply, problem, { status: problem.status, type: "application/problem+json", body: problem });
}

/** The same as another API would write it, as JSON. */
export function sendProblemAs(
  reply: FastifyReply,
  { retryAfter }: Pick<Problem, "retryAfter">,
  { status, type = "application/json; charset=utf-8", body }: { status: number; type?: string; body: object },
): FastifyReply {
  if (retryAfter !== undefined) reply.header("retry-after", retryAfter);
  return reply.code(status).header("content-type", type).header("cache-control", "no-store").send(JSON.stringify(body));
}

/** The same as a page for a person. */
export function sendPage(reply: FastifyReply, { status, retryAfter }: Problem, html: string): FastifyReply {
  if (retryAfter !== undefined) reply.header("retry-after", retryAfter);
  return reply.code(status).type("text/html; charset=utf-8").header("cache-control", "no-store").send(html);
}

/** A problem in a text, for APIs that have no more than that for it. Of a bug it says where its operator finds it. */
export const textOfProblem = ({ title, detail, instance }: Problem): string =>
  detail ?? `${title}. The request is ${instance} in the server's log.`;
