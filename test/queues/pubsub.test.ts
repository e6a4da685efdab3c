import { setTimeout as pause } from "node:timers/promises";
import { PubSub } from "@google-cloud/pubsub";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { pubsubBell } from "../../src/queues/pubsub/pubsub-bell.ts";
import { setUpPubsub } from "../../src/queues/pubsub/set-up-pubsub.ts";
import type { PubsubQueue } from "../../src/queues/queue-url.ts";
import { bellContract } from "../contracts/bell.ts";
import { type CutProxy, startCutProxy } from "../support/cut-proxy.ts";
import { openedTogether } from "../support/opened-together.ts";
import { noPubsubEmulator, startPubsubEmulator } from "../support/pubsub-emulator.ts";

describe.skipIf(noPubsubEmulator)(noPubsubEmulator ? `left out: ${noPubsubEmulator}` : "on Google's emulator", () => {
  let emulator: Awaited<ReturnType<typeof startPubsubEmulator>>;
  let way: CutProxy;
  let queues = 0;
  beforeAll(async () => {
    emulator = await startPubsubEmulator();
    way = await startCutProxy(emulator.port);
    // Nobody is to look for a machine of Google here.
    vi.stubEnv("METADATA_SERVER_DETECTION", "none");
    vi.stubEnv("PUBSUB_EMULATOR_HOST", `127.0.0.1:${way.port}`);
  }, 90_000);
  afterAll(async () => {
    vi.unstubAllEnvs();
    await way?.close();
    await emulator?.close();
  });

  const queue = async (): Promise<PubsubQueue> => {
    const place: PubsubQueue = { kind: "pubsub", project: "test", topic: `test-${++queues}` };
    await setUpPubsub(place);
    return place;
  };

  bellContract("pubsub", async () => {
    const place = await queue();
    const { first, ...others } = await openedTogether(() => pubsubBell(place));
    return { bell: first, ...others, broker: { lose: () => way.cut(), bringBack: () => way.mend() } };
  });

  const publish = async (topic: string, data: string) => {
    const client = new PubSub({ projectId: "test" });
    await client.topic(topic).publishMessage({ data: Buffer.from(data) });
    await client.close();
  };

  it("makes topics and subscriptions, as often as it is asked", async () => {
    const place = await queue();
    expect(await setUpPubsub(place)).toHaveLength(8);
    const client = new PubSub({ projectId: "test" });
    const [{ topic, messageRetentionDuration }] = await client.subscription(`${place.topic}-text`).getMetadata();
    expect(topic).toBe(`projects/test/topics/${place.topic}-text`);
    expect(messageRetentionDuration).toMatchObject({ seconds: "3600" });
    await client.close();
  });
  it("fails with queue-unavailable where topics were not made", async () => {
    const bell = await pubsubBell({ kind: "pubsub", project: "test", topic: "never-made" });
    for (const ask of [() => bell.ring("media"), () => bell.check(), () => bell.listen(["media"], async () => {})])
      await expect(ask()).rejects.toMatchObject({
        code: "queue-unavailable",
        message: expect.stringContaining("NOT_FOUND"),
      });
    await bell.close();
  });
  it("removes what no bell has written, and rings nobody for it", async () => {
    const place = await queue();
    const bell = await pubsubBell(place);
    const heard: string[] = [];
    await publish(`${place.topic}-media`, "sesame");
    await publish(`${place.topic}-media`, "text");
    const listening = await bell.listen(["media"], async (lane) => void heard.push(lane));
    await bell.ring("media");
    await vi.waitFor(() => expect(heard).toEqual(["media"]), { timeout: 10_000 });
    await pause(1_000);
    await listening.stop();
    // They would come again by now.
    await bell.listen(["media"], async (lane) => void heard.push(lane));
    await pause(17_000);
    expect(heard).toEqual(["media"]);
    await bell.close();
  });
  it("holds a ring longer than its deadline while the listener is busy, and removes it then", async () => {
    const place = await queue();
    const [bell, other] = [await pubsubBell(place), await pubsubBell(place)];
    const heard: string[] = [];
    await bell.listen(["media"], async () => {
      heard.push("busy");
      await pause(20_000);
    });
    await bell.ring("media");
    await vi.waitFor(() => expect(heard).toEqual(["busy"]), { timeout: 10_000 });
    await other.listen(["media"], async () => void heard.push("idle"));
    await pause(36_000);
    expect(heard).toEqual(["busy"]);
    await Promise.all([bell.close(), other.close()]);
  });
});
