import type { FastifyRequest } from "fastify";
import { notedProblem } from "../problems/answer-problem.ts";

/** What has changed is known within five seconds, so that an answer which goes on ends within ten. */
const LOOK_EVERY_MS = 5_000;

/**
 * Asks every few seconds whether who sent a request may still do what its route is for, and tells once when not. While
 * nobody can say, nothing is told.
 * @returns ends it; nothing is told after that
 */
export function watchRights(request: FastifyRequest, onRefused: () => void): () => void {
  let isOver = false;
  let timer = again();

  function again() {
    return setTimeout(look, LOOK_EVERY_MS).unref();
  }
  async function look(): Promise<void> {
    const isAllowed = await request.isStillAllowed().catch((error: unknown) => {
      notedProblem(error, request);
      return true;
    });
    if (isOver) return;
    if (isAllowed) timer = again();
    else onRefused();
  }
  return () => {
    isOver = true;
    clearTimeout(timer);
  };
}
