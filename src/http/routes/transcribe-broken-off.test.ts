import { gzipSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type OpenService, openService, SLOW_START_MS } from "../../../test/support/open-service.ts";
import { type Sender, SOUND, senderTo } from "./testing/sender.ts";

let service: OpenService;
let sender: Sender;

beforeAll(async () => {
  service = await openService();
  sender = senderTo(service);
}, SLOW_START_MS);
afterEach(() => service.clear());
afterAll(() => service.close());

async function expectNothingLeft(): Promise<void> {
  expect(await service.jobIds()).toEqual([]);
  expect(await service.storedFiles()).toEqual([]);
}

const logged = (level: string) => service.lines().filter((line) => line.level === level);

describe("an upload that breaks off", () => {
  const head = "POST /api/v1/transcribe?wait=5 HTTP/1.1\nhost: localhost\n";

  it.each([
    ["in the body", `${head}content-type: audio/wav\ncontent-length: 200001\n\n`, SOUND],
    ["in a chunk", `${head}content-type: audio/wav\ntransfer-encoding: chunked\n\n30d40\n`, SOUND],
    [
      "in a compressed body",
      `${head}content-type: audio/wav\ncontent-encoding: gzip\ncontent-length: 9999\n\n`,
      gzipSync(SOUND),
    ],
    [
      "in the file of a form",
      `${head}content-type: multipart/form-data; boundary=b\ncontent-length: 300000\n\n--b\ncontent-disposition: form-data; name="file"; filename="a"\n\n`,
      SOUND,
    ],
    [
      "after the file of a form",
      `${head}content-type: multipart/form-data; boundary=b\ncontent-length: 300000\n\n--b\ncontent-disposition: form-data; name="file"; filename="a"\n\n`,
      Buffer.concat([SOUND, Buffer.from("\r\n--b\r\n")]),
    ],
    [
      "in JSON",
      `${head}content-type: application/json\ncontent-length: 300000\n\n`,
      Buffer.from('{"url":"https://a.example"}'),
    ],
  ])("%s leaves no job and no file", async (_where, text, body) => {
    await sender.sendRaw(text, body, { close: true });
    await expectNothingLeft();
    expect(logged("error")).toEqual([]);
  });
});
