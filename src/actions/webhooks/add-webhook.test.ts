import { afterAll, beforeAll, expect, it } from "vitest";
import { openWorkplace, type Workplace } from "../testing/open-workplace.ts";
import { TENANT } from "../testing/play-job.ts";
import { addWebhook } from "./add-webhook.ts";
import { deleteWebhook } from "./delete-webhook.ts";

let place: Workplace;

beforeAll(async () => {
  place = await openWorkplace();
});
afterAll(() => place.close());

it("notes in the audit log what was added and deleted, without its address and secret", async () => {
  const asked = { tenant: TENANT, url: "http://127.0.0.1:10/anna?token=1", events: ["job.succeeded"] as const };
  const { endpoint } = await addWebhook(place.services, asked);
  await deleteWebhook(place.services, { tenant: TENANT, id: endpoint.id });
  const missing = deleteWebhook(place.services, { tenant: TENANT, id: endpoint.id });
  await expect(missing).rejects.toMatchObject({ code: "webhook-not-found" });
  const noted = await place.db.selectFrom("audit_log").selectAll().orderBy("id").execute();
  const both = { tenant_id: TENANT, actor: "client", job_id: null, detail: { webhook: endpoint.id } };
  expect(noted).toMatchObject([
    { action: "webhook-added", ...both },
    { action: "webhook-deleted", ...both },
  ]);
  expect(JSON.stringify(noted)).not.toMatch(/anna|127\.0\.0\.1|whsec/);
});
