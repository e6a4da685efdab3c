import type { FastifyInstance } from "fastify";
import { z } from "zod";

const NONE = z.strictObject({});

/** Refuses query fields at the API's routes that describe none: one that is misspelt, or meant for another, is told. */
export function refuseUndescribedQueries(app: FastifyInstance): void {
  app.addHook("onRoute", (route) => {
    if (route.url.startsWith("/api/v1/")) route.schema = { querystring: NONE, ...route.schema };
  });
}
