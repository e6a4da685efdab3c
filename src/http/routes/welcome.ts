import type { FastifyPluginAsync } from "fastify";
import type { Services } from "../../services.ts";
import { welcomePage } from "../pages/welcome-page.ts";

interface WelcomeOptions {
  readonly services: Services;
  readonly version: string;
  readonly wantsKeys: boolean;
}

/** `/`: tells a person with a browser what this is, and where to go on. */
export const welcomeRoutes: FastifyPluginAsync<WelcomeOptions> = async (app, { services, version, wantsKeys }) => {
  app.get("/", { schema: { hide: true }, config: { scope: "open" } }, async (request, reply) => {
    const { allowsRemote = false } = services.limits;
    const html = welcomePage({ version, address: request.publicOrigin, wantsKeys, allowsRemote });
    return reply.type("text/html; charset=utf-8").send(html);
  });
};
