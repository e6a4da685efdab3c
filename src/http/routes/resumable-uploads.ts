import { Readable } from "node:stream";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { Failure } from "../../domain/failure.ts";
import type { Services } from "../../services.ts";
import { demand } from "../access/caller.ts";
import { watchClient } from "../answers/client-watch.ts";
import { readOrForget } from "../bodies/upload.ts";
import { answerTus, RESUMABLE_PATH } from "./resumable/answer-tus.ts";
import { ABILITIES, ASK, BEGIN, END, OVERRIDE, SEND } from "./resumable/docs.ts";
import { checkGiven, TUS_VERSION } from "./resumable/given.ts";

const Uuid = z.guid();

const OVERRIDES = ["PATCH", "DELETE", "HEAD"];

/** Recordings that come in as many requests as it takes: tus 1.0. The id of one is that of the upload it becomes. */
export const resumableUploadRoutes: FastifyPluginAsyncZod<{ services: Services }> = async (app, { services }) => {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", (_request, payload, done) => done(null, payload));
  app.addHook("onRequest", async ({ method, raw: { headers } }, reply) => {
    reply.header("tus-resumable", TUS_VERSION).header("tus-version", TUS_VERSION);
    if (method !== "OPTIONS") checkGiven(methodOf(method, headers["x-http-method-override"]), headers);
  });
  const config = { scope: "submit" } as const;
  const each = `${RESUMABLE_PATH}/:id`;

  app.post(RESUMABLE_PATH, { schema: BEGIN, config }, (request, reply) => answer(request, reply, undefined));
  app.options(RESUMABLE_PATH, { schema: ABILITIES, config: { scope: "open" } }, (request, reply) =>
    answer(request, reply, undefined),
  );
  app.head(each, { schema: ASK, config: { ...config, swagger: { exposeHeadRoute: true } } }, (request, reply) =>
    answer(request, reply, request.params.id),
  );
  app.patch(each, { schema: SEND, config }, (request, reply) => answer(request, reply, request.params.id));
  app.delete(each, { schema: END, config }, (request, reply) => answer(request, reply, request.params.id));
  app.post(each, { schema: OVERRIDE, config }, (request, reply) => {
    if (!OVERRIDES.includes(String(request.raw.headers["x-http-method-override"]))) throw notPosted();
    return answer(request, reply, request.params.id);
  });

  async function answer(request: FastifyRequest, reply: FastifyReply, id: string | undefined) {
    const { body, caller, raw } = request;
    const asked = {
      method: id === undefined ? request.method : methodOf(request.method, raw.headers["x-http-method-override"]),
      id: id === undefined ? undefined : checkedId(id),
      headers: raw.headers,
      body: body instanceof Readable ? body : undefined,
      caller,
      demandErase: () => demand(request, "erase"),
      signal: watchClient(app, reply).signal,
    };
    const { status, headers } = await readOrForget(request, () => answerTus(services, asked));
    // Where the service is stopping the rest is left unread.
    raw.resume();
    return reply.code(status).headers(headers).send();
  }
};

/** What a request means, in the words of those that cannot say so. */
const methodOf = (method: string, override: string | string[] | undefined): string =>
  method === "POST" && typeof override === "string" && OVERRIDES.includes(override) ? override : method;

function checkedId(id: string): string {
  if (Uuid.safeParse(id).success) return id.toLowerCase();
  throw new Failure("upload-not-found", "There is no upload of this name: it is a UUID. Begin one with POST.");
}

const notPosted = () =>
  new Failure("method-not-allowed", "POST is not possible here without X-HTTP-Method-Override. Send more with PATCH.");
