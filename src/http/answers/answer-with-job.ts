import type { FastifyReply, FastifyRequest } from "fastify";
import { readTranscript } from "../../actions/jobs/read-transcript.ts";
import type { Job } from "../../domain/job.ts";
import { jobPath } from "../../domain/write-job.ts";
import type { Format } from "../../exports/formats.ts";
import type { Services } from "../../services.ts";
import { sendProblem } from "../problems/answer-problem.ts";
import { problemOfCode } from "../problems/problems.ts";
import { jobJson } from "../shapes/job.ts";
import { awaitJob, type OpenedJob } from "./await-job.ts";
import type { WaitingClient } from "./client-watch.ts";
import { sendJson, sendText } from "./send-transcript.ts";

interface Answering {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly client: WaitingClient;
  readonly opened: OpenedJob;
  readonly wanted: { readonly wait: number; readonly as: Format; readonly cancelOnDisconnect: boolean };
}

/** Answers with the result where the job ends while the client waits, with the problem where it fails, else with 202 and the job. */
export async function answerWithJob(services: Services, answering: Answering): Promise<FastifyReply> {
  const { request, reply, client, opened, wanted } = answering;
  reply.header("location", jobPath(opened.id));
  const { outcome, job } = await awaitJob(services, {
    request,
    client,
    opened,
    seconds: wanted.wait,
    cancelsWhenGone: wanted.cancelOnDisconnect,
  });
  if (wanted.wait === 0 || outcome !== "ended") return reply.code(202).send(jobJson(job));
  if (job.state === "succeeded") return answerWithResult(services, { reply, job, as: wanted.as });
  const error = job.error ?? { code: "job-cancelled" as const, detail: "The job was cancelled and has no result." };
  return sendProblem(reply, { ...problemOfCode(error.code, error.detail, request.id), jobId: job.id });
}

async function answerWithResult(
  services: Services,
  { reply, job, as }: { reply: FastifyReply; job: Job; as: Format },
): Promise<FastifyReply> {
  const { transcript } = await readTranscript(services, job);
  return as === "json" ? sendJson(reply, { transcript, job: jobJson(job) }) : sendText(reply, { transcript, as });
}
