import type { FastifyInstance, FastifyRequest } from "fastify";
import { Failure } from "../../domain/failure.ts";

/** What is certainly no recording, and would only be found out after it was sent. */
const NO_RECORDING = /^(?:text|image|font|message|model|multipart)\/|[/+](?:json|xml|javascript|pdf|zip|graphql)$/;

/** Has the routes of a plugin read bodies other than JSON themselves, as streams and of any size. */
export function readBodiesAsStreams(app: FastifyInstance): void {
  app.removeContentTypeParser("text/plain");
  app.addContentTypeParser("*", (request, payload, done) => {
    const type = mediaTypeOf(request);
    if (type === null || !NO_RECORDING.test(type)) return done(null, payload);
    const detail = `A body of the type ${type} is no recording. Send the bytes of one as application/octet-stream, or a form (multipart/form-data).`;
    return done(new Failure("media-type-unsupported", detail));
  });
}

/** The media type a request says its body has, without parameters; null when it says nothing. */
export function mediaTypeOf({ headers }: FastifyRequest): string | null {
  return essenceOf(headers["content-type"]);
}

/** A media type without its parameters, in lower case; null for nothing. */
export const essenceOf = (type: string | undefined): string | null => type?.split(";")[0]?.trim().toLowerCase() || null;
