/**
 * Sends webhooks in a process of its own, until it is killed. Arguments: `pglite` and a directory, or `postgres` and an
 * address. Writes a line when it begins.
 */
import pino from "pino";
import { jobReader } from "../../database/job-reader.ts";
import { openEmbedded } from "../../database/open-embedded.ts";
import { openServer } from "../../database/open-server.ts";
import { nativeKind } from "../../domain/native-kind.ts";
import { webhookPost } from "../../outgoing/webhook-post.ts";
import { secretBox } from "../../secrets/secret-box.ts";
import { deliverWebhooks } from "../webhooks/deliver-webhooks.ts";
import { FAST_TIMES } from "./webhook-times.ts";

const [kind, place = ""] = process.argv.slice(2);
const { db } =
  kind === "postgres" ? openServer({ url: place, connections: 4 }) : await openEmbedded({ directory: place });
const { signal } = new AbortController();
const services = {
  db,
  jobs: jobReader(db, "test"),
  log: pino({ enabled: false }),
  webhooks: webhookPost({ networks: { allowed: ["127.0.0.0/8"] } }),
  webhookKinds: { native: nativeKind },
  secrets: secretBox(Buffer.alloc(32, "a key of a test")),
};
const times = { ...FAST_TIMES, timeoutMs: 15_000, leaseMs: 600_000 };
// Something has to keep the process alive: what it waits for does not.
setInterval(() => {}, 1_000);
process.stdout.write("sending\n");
await deliverWebhooks(services, { quiet: signal, stopping: signal, times });
