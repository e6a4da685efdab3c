import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { Failure } from "../../domain/failure.ts";
import { problemAnswers } from "../shapes/problem-answers.ts";

/** Works for as long as a push may take on what it rang for. */
export interface PushIntake {
  /** Why a push with this `Authorization` header is not taken; null where it is. */
  refusal(authorization: string | undefined): Promise<string | null>;
  /** @returns false when nobody could look: it has to come again */
  answer(body: unknown): Promise<boolean>;
}

/** `POST /push/pubsub`: a worker that is called by Pub/Sub, where nothing runs until it is called. */
export const pushRoutes: FastifyPluginAsyncZod<{ push: PushIntake }> = async (app, { push }) => {
  app.post(
    "/push/pubsub",
    {
      // Its token is one of Google's.
      config: { scope: "open" },
      schema: {
        tags: ["operation"],
        summary: "Take a push of Google Pub/Sub",
        description:
          "For the push subscriptions of this service alone: each carries a token that Google signed for it. Works on what it rang for, and answers when that is done or its time is over.",
        body: z.unknown(),
        response: { 204: z.null().describe("Heard."), ...problemAnswers(401, 503) },
      },
    },
    async (request, reply) => {
      const refusal = await push.refusal(request.headers.authorization);
      if (refusal === "certificates-unreachable")
        throw new Failure("queue-unavailable", "Google's certificates cannot be reached. Push again in a moment.");
      if (refusal !== null)
        throw new Failure("push-refused", `The push is not from this service's subscription (${refusal}).`);
      if (!(await push.answer(request.body)))
        throw new Failure("database-unavailable", "Nobody could look for work. Push again in a moment.");
      return reply.code(204).send(null);
    },
  );
};
