import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { type ModelOnMachine, readModels } from "../../actions/models/read-models.ts";
import type { Caller } from "../../domain/caller.ts";
import { Failure } from "../../domain/failure.ts";
import type { Services } from "../../services.ts";
import { OPENAI_MODELS } from "./model-names.ts";

const ModelShape = z.object({
  id: z.string(),
  object: z.literal("model"),
  created: z.int().describe("Not known: 0."),
  owned_by: z.string().describe("`openai` for names that stand for the best model here."),
});

type OpenaiModel = z.output<typeof ModelShape>;

const modelOf = (id: string, owner: string): OpenaiModel => ({ id, object: "model", created: 0, owned_by: owner });

/** `GET /v1/models`, and one of them: what `model` may name. */
export const modelRoutes: FastifyPluginAsyncZod<{ services: Services }> = async (app, { services }) => {
  const list = async ({ models }: Pick<Caller, "models">): Promise<OpenaiModel[]> => [
    ...OPENAI_MODELS.map((name) => modelOf(name, "openai")),
    ...(await readModels(services))
      .filter((model) => isOfUse(model) && (models === null || models.includes(model.name)))
      .map(({ name }) => modelOf(name, "scribewell")),
  ];
  app.get(
    "/v1/models",
    {
      config: { scope: "read" },
      schema: {
        operationId: "openaiModels",
        tags: ["openai"],
        summary: "List models, as OpenAI's clients ask",
        response: { 200: z.object({ object: z.literal("list"), data: z.array(ModelShape) }) },
      },
    },
    async ({ caller }) => ({ object: "list" as const, data: await list(caller) }),
  );
  app.get(
    "/v1/models/*",
    {
      config: { scope: "read" },
      schema: {
        operationId: "openaiModel",
        tags: ["openai"],
        summary: "Read a model, as OpenAI's clients ask",
        params: z.object({ "*": z.string().describe("Its name.") }),
        response: { 200: ModelShape },
      },
    },
    async ({ caller, params }) => {
      const model = (await list(caller)).find(({ id }) => id === params["*"]);
      if (model) return model;
      throw new Failure("model-unknown", "There is no model of that name here. GET /v1/models lists those there are.");
    },
  );
};

/** What recognises speech, and could do so now, be it after a download. */
const isOfUse = ({ tasks, whyNot }: ModelOnMachine): boolean => tasks.length > 0 && whyNot === null;
