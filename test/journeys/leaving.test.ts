import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { openTranscriber, readConfig } from "../../src/index.ts";
import { SOON_MS } from "../support/patience.ts";

const sample = new URL("../../samples/welcome.mp3", import.meta.url).pathname;

it("ends a download whose reader leaves", async () => {
  const modelsDir = await mkdtemp(join(tmpdir(), "models-"));
  let closed = 0;
  // A mirror without a manifest, that begins every other file and never finishes it.
  const mirror = createServer(({ url }, response) => {
    if (url?.endsWith("model.json")) return response.writeHead(404).end();
    response.writeHead(200, { "content-length": 50_000_000 }).write(Buffer.alloc(100_000));
    return response.on("close", () => closed++);
  });
  await new Promise<void>((ready) => mirror.listen(0, "127.0.0.1", ready));
  const { port } = mirror.address() as AddressInfo; // listening on TCP, so never a pipe's name
  const config = readConfig({ MODELS_DIR: modelsDir, MODELS_MIRROR: `http://127.0.0.1:${port}` });
  const transcriber = await openTranscriber({ config });
  try {
    for await (const event of transcriber.transcribe(sample, { model: "onnx/whisper-base" })) {
      if (event.type === "download") break;
    }
    await expect.poll(() => closed, { timeout: SOON_MS }).toBeGreaterThan(0);
  } finally {
    await transcriber.close();
    mirror.closeAllConnections();
    mirror.close();
    await rm(modelsDir, { recursive: true, force: true });
  }
});

it("says again how a transcription ended", async () => {
  const transcriber = await openTranscriber({ config: readConfig({ MODELS_DIR: tmpdir() }) });
  const transcription = transcriber.transcribe("no-such-recording.wav");
  await expect(transcription.transcript()).rejects.toMatchObject({ code: "source-not-found" });
  await expect(transcription.transcript()).rejects.toMatchObject({ code: "source-not-found" });
  await transcriber.close();
});
