import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type { Transcript } from "../../domain/transcript.ts";
import type { Services } from "../../services.ts";
import { paragraphsOf } from "./paragraphs.ts";
import { readHeard } from "./read-transcripts.ts";
import { sentencesOf } from "./sentences.ts";
import { ParagraphsShape, SentencesShape } from "./shapes.ts";
import { textSchema } from "./text-schema.ts";
import { confidenceOf, passageOf, utteranceOf } from "./words.ts";

/** `GET /v2/transcript/{id}/sentences` and `/paragraphs`. */
export const passageRoutes: FastifyPluginAsyncZod<{ services: Services }> = async (app, { services }) => {
  const read = { scope: "read" } as const;
  const sentences = textSchema("assemblyaiSentences", "Read sentences", SentencesShape);
  app.get("/v2/transcript/:id/sentences", { schema: sentences, config: read }, async ({ caller, params: { id } }) => {
    const { transcript } = await readHeard(services, { tenant: caller.tenant, id });
    return { ...aboutAll(id, transcript), sentences: sentencesOf(transcript.segments).map(utteranceOf) };
  });

  const paragraphs = textSchema("assemblyaiParagraphs", "Read paragraphs", ParagraphsShape);
  app.get("/v2/transcript/:id/paragraphs", { schema: paragraphs, config: read }, async ({ caller, params: { id } }) => {
    const { transcript } = await readHeard(services, { tenant: caller.tenant, id });
    return { ...aboutAll(id, transcript), paragraphs: paragraphsOf(sentencesOf(transcript.segments)).map(passageOf) };
  });
};

const aboutAll = (id: string, { segments, seconds, model }: Transcript) => ({
  id,
  confidence: confidenceOf(segments),
  audio_duration: seconds,
  speech_model_used: model,
});
