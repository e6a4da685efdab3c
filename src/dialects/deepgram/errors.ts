import { STATUS_CODES } from "node:http";
import type { FastifyReply, FastifyRequest } from "fastify";
import { notedProblem, sendProblemAs } from "../../http/problems/answer-problem.ts";
import { type Problem, type ProblemCode, problemOfCode } from "../../http/problems/problems.ts";

/** A failure as Deepgram writes it. */
export interface DeepgramError {
  readonly err_code: string;
  readonly err_msg: string;
  /** That of the job, or of the request where there is no job. */
  readonly request_id: string;
}

const CODES: Readonly<Record<number, string>> = {
  401: "INVALID_AUTH",
  403: "INSUFFICIENT_PERMISSIONS",
  408: "SLOW_UPLOAD",
  429: "TOO_MANY_REQUESTS",
  500: "INTERNAL_SERVER_ERROR",
};

/** Who names an address is told apart from who sends what cannot be read. */
const ADDRESS_FAILURES: readonly string[] = ["url-refused", "url-unreachable"];

/** A body that is a form is no recording, and there are no forms here. */
const WRONG_BODY =
  "The body is of a type that holds no recording. Send the bytes of the recording with their type, such as audio/mpeg, or JSON with its `url`.";

/** What is unprocessable to us is a bad request to Deepgram. */
const statusOf = ({ status }: Problem): number => (status === 422 ? 400 : status);

/** A problem as the body of an error of Deepgram's. */
function deepgramError(problem: Problem): DeepgramError {
  const { code, detail, instance, title } = problem;
  const status = statusOf(problem);
  return {
    err_code: ADDRESS_FAILURES.includes(code)
      ? "REMOTE_CONTENT_ERROR"
      : (CODES[status] ?? STATUS_CODES[status] ?? title),
    err_msg: code === "media-type-unsupported" ? WRONG_BODY : (detail ?? `${title}. The server's log says more.`),
    request_id: instance,
  };
}

/** The same of a code, for example the one a job failed with. `id` identifies the job. */
export const errorOfCode = (code: ProblemCode, detail: string, id: string): DeepgramError =>
  deepgramError(problemOfCode(code, detail, id));

/** Answers anything thrown as Deepgram would. */
export function answerDeepgramError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return sendDeepgramError(reply, notedProblem(error, request));
}

/** @see answerDeepgramError */
export function sendDeepgramError(reply: FastifyReply, problem: Problem): FastifyReply {
  reply.header("dg-request-id", problem.instance);
  return sendProblemAs(reply, problem, { status: statusOf(problem), body: deepgramError(problem) });
}
