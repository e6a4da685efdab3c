import type { FastifyPluginAsync } from "fastify";
import type { Registry } from "prom-client";
import type { Services } from "../services.ts";
import type { Authenticator } from "./access/authenticator.ts";
import type { ResultForms } from "./result-form.ts";
import { audioRoutes } from "./routes/audio.ts";
import { auditRoutes } from "./routes/audit.ts";
import { batchRoutes } from "./routes/batches.ts";
import { batchSubmitRoutes } from "./routes/batches-submit.ts";
import { directUploadRoutes } from "./routes/direct-uploads.ts";
import { docsRoutes } from "./routes/docs.ts";
import { eventRoutes } from "./routes/events.ts";
import { healthRoutes } from "./routes/health.ts";
import { jobRoutes } from "./routes/jobs.ts";
import { keyRoutes } from "./routes/keys.ts";
import { meRoutes } from "./routes/me.ts";
import { metricsRoutes } from "./routes/metrics.ts";
import { modelRoutes } from "./routes/models.ts";
import { receiptRoutes } from "./routes/receipt.ts";
import { resultRoutes } from "./routes/result.ts";
import { resumableUploadRoutes } from "./routes/resumable-uploads.ts";
import { signInRoutes } from "./routes/sign-in.ts";
import { signInOidcRoutes } from "./routes/sign-in-oidc.ts";
import { socketRoutes } from "./routes/socket.ts";
import { transcribeRoutes } from "./routes/transcribe.ts";
import { uploadRoutes } from "./routes/uploads.ts";
import { usageRoutes } from "./routes/usage.ts";
import { userRoutes } from "./routes/users.ts";
import { webhookDeliveryRoutes } from "./routes/webhook-deliveries.ts";
import { webhookTestRoutes } from "./routes/webhook-test.ts";
import { webhookRoutes } from "./routes/webhooks.ts";
import { welcomeRoutes } from "./routes/welcome.ts";

/** What the routes need. */
export interface RouteOptions {
  readonly services: Services;
  readonly version: string;
  readonly registry: Registry;
  readonly resultForms: ResultForms;
  /** Who comes in; left out where nobody is asked for a key. */
  readonly authenticator: Authenticator | undefined;
}

/** Everything that answers, in the order the docs show it. */
export const apiRoutes: FastifyPluginAsync<RouteOptions> = async (
  app,
  { services, version, registry, resultForms, authenticator },
) => {
  await app.register(transcribeRoutes, { services });
  await app.register(uploadRoutes, { services });
  await app.register(resumableUploadRoutes, { services });
  await app.register(directUploadRoutes, { services });
  await app.register(jobRoutes, { services });
  await app.register(receiptRoutes, { services });
  await app.register(resultRoutes, { services, resultForms });
  await app.register(audioRoutes, { services });
  await app.register(eventRoutes, { services });
  await app.register(batchSubmitRoutes, { services });
  await app.register(batchRoutes, { services });
  await app.register(socketRoutes, { services });
  await app.register(webhookRoutes, { services });
  await app.register(webhookDeliveryRoutes, { services });
  await app.register(webhookTestRoutes, { services });
  await app.register(modelRoutes, { services });
  await app.register(keyRoutes, { services });
  await app.register(userRoutes, { services });
  await app.register(meRoutes, { services });
  await app.register(signInRoutes, { services, authenticator });
  await app.register(signInOidcRoutes, { services, authenticator });
  await app.register(auditRoutes, { services });
  await app.register(usageRoutes, { services });
  await app.register(healthRoutes, { services, version });
  await app.register(metricsRoutes, { registry });
  await app.register(docsRoutes);
  await app.register(welcomeRoutes, { services, version, wantsKeys: authenticator !== undefined });
};
