import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { readModels } from "../../actions/models/read-models.ts";
import type { Services } from "../../services.ts";
import { jsonAnswer } from "../shapes/json-answer.ts";
import { ModelShape, modelJson } from "../shapes/model.ts";

/** `GET /api/v1/models`. */
export const modelRoutes: FastifyPluginAsyncZod<{ services: Services }> = async (app, { services }) => {
  app.get(
    "/api/v1/models",
    {
      config: { scope: "read" },
      schema: {
        operationId: "listModels",
        tags: ["models"],
        summary: "List models",
        description:
          "All this server knows and the key may use, which of them are on it, and which it can use. One that is not here is downloaded when a job asks for it; a remote one never is, and a job has to name it.",
        response: {
          200: jsonAnswer(
            "In the order of the catalogue.",
            z.object({ models: z.array(ModelShape) }).meta({ id: "ModelList" }),
          ),
        },
      },
    },
    async ({ caller: { models } }) => {
      const known = await readModels(services);
      return { models: known.filter(({ name }) => models === null || models.includes(name)).map(modelJson) };
    },
  );
};
