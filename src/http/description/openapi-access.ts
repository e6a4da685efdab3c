import type { FastifyDynamicSwaggerOptions } from "@fastify/swagger";
import { jsonSchemaTransform } from "fastify-type-provider-zod";
import { PROBLEM_MEANINGS } from "../shapes/problem-answers.ts";

type Transform = NonNullable<FastifyDynamicSwaggerOptions["transform"]>;

/** How somebody shows who they are. */
export const SECURITY_SCHEMES = {
  key: {
    type: "http",
    scheme: "bearer",
    description:
      "A key: `sw_…`. Only where the service asks for keys (`AUTH=keys`); it takes no notice of one elsewhere.",
  },
  session: {
    type: "apiKey",
    in: "cookie",
    name: "scribewell",
    description: "Of a browser in which somebody has signed in. By https the cookie is called `__Host-scribewell`.",
  },
} as const;

/** What a route that asks who it is may answer before it does anything. */
export const ACCESS_ANSWERS = {
  401: { name: "KeyMissing", description: PROBLEM_MEANINGS[401], brief: "Who asks has not shown who they are." },
  403: { name: "NotAllowed", description: PROBLEM_MEANINGS[403], brief: "The key is good and may not do this." },
  429: {
    name: "TooMuch",
    description: PROBLEM_MEANINGS[429],
    brief: "There is too much to do, or the key has asked for too much. `Retry-After` says when to come back.",
  },
} as const;

/** A route as it is documented: with what it needs of who asks, as it says that itself. */
export const transformRoute: Transform = (document) => {
  const { schema, url } = jsonSchemaTransform(document);
  const scope = document.route.config?.scope;
  if (scope === undefined || scope === "open") return { schema, url };
  return { url, schema: { ...schema, security: [{ key: [scope] }, { session: [scope] }] } };
};
