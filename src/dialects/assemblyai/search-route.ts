import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { Services } from "../../services.ts";
import { readHeard } from "./read-transcripts.ts";
import { WordSearchShape } from "./shapes.ts";
import { textSchema } from "./text-schema.ts";
import { searchWords } from "./word-search.ts";

const SCHEMA = {
  ...textSchema("assemblyaiWordSearch", "Look for words", WordSearchShape),
  querystring: z.object({
    words: z
      .string({ error: "Say what to look for: words or phrases, parted by commas" })
      .min(1)
      .describe("Words or phrases, parted by commas."),
  }),
};

/** `GET /v2/transcript/{id}/word-search`. */
export const searchRoute: FastifyPluginAsyncZod<{ services: Services }> = async (app, { services }) => {
  app.get(
    "/v2/transcript/:id/word-search",
    { schema: SCHEMA, config: { scope: "read" } },
    async ({ caller, params: { id }, query }) => {
      const { transcript } = await readHeard(services, { tenant: caller.tenant, id });
      const matches = searchWords(transcript.segments, query.words.split(","));
      return { id, total_count: matches.reduce((sum, { count }) => sum + count, 0), matches };
    },
  );
};
