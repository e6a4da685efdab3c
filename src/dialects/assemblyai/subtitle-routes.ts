import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { writeTranscript } from "../../exports/formats.ts";
import type { Services } from "../../services.ts";
import { readHeard } from "./read-transcripts.ts";
import { withShortCaptions } from "./short-captions.ts";
import { aboutTranscript } from "./text-schema.ts";

const SUBTITLES = [
  { format: "srt", type: "application/x-subrip", operationId: "assemblyaiSrt" },
  { format: "vtt", type: "text/vtt", operationId: "assemblyaiVtt" },
] as const;

const Query = z.object({
  chars_per_caption: z.coerce.number().int().min(1).max(10_000).optional().describe("At most so many in one caption."),
});

/** `GET /v2/transcript/{id}/srt` and `/vtt`. */
export const subtitleRoutes: FastifyPluginAsyncZod<{ services: Services }> = async (app, { services }) => {
  for (const { format, type, operationId } of SUBTITLES) {
    const subtitles = {
      description: "Of a transcript that is completed.",
      content: { [type]: { schema: z.string() } },
    };
    const schema = {
      ...aboutTranscript(operationId, `Read ${format}`),
      querystring: Query,
      response: { 200: subtitles },
    };
    const url = `/v2/transcript/:id/${format}`;
    app.get(url, { schema, config: { scope: "read" } }, async ({ caller, params: { id }, query }, reply) => {
      const { transcript } = await readHeard(services, { tenant: caller.tenant, id });
      const { chars_per_caption: most } = query;
      const written = most === undefined ? transcript : withShortCaptions(transcript, most);
      return reply.type(`${type}; charset=utf-8`).send(writeTranscript(written, format));
    });
  }
};
