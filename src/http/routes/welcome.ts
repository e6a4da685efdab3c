import type { FastifyPluginAsync } from "fastify";
import { welcomePage } from "../pages/welcome-page.ts";

/** `/`: tells a person with a browser what this is, and where to go on. */
export const welcomeRoutes: FastifyPluginAsync<{ version: string }> = async (app, { version }) => {
  app.get("/", { schema: { hide: true }, config: { scope: "open" } }, async (request, reply) =>
    reply.type("text/html; charset=utf-8").send(welcomePage({ version, host: request.host })),
  );
};
