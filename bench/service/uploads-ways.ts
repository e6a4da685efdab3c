import { createReadStream, statSync } from "node:fs";
import { request } from "node:http";
import { text } from "node:stream/consumers";
import { Upload, type UploadOptions } from "tus-js-client";

/** Sends a file in one way. @returns the id of the upload */
export type Way = (url: string, file: string) => Promise<string>;

const CHUNK = 1 << 20;
const BOUNDARY = "----scribewell";
const HEAD = `--${BOUNDARY}\r\ncontent-disposition: form-data; name="file"; filename="big.wav"\r\ncontent-type: audio/wav\r\n\r\n`;
const TAIL = `\r\n--${BOUNDARY}--\r\n`;

interface Body {
  readonly method: string;
  readonly headers: Readonly<Record<string, string | number>>;
  readonly before?: string;
  readonly after?: string;
}

async function send(url: string, file: string, { method, headers, before = "", after = "" }: Body): Promise<string> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers });
    sent.on("response", (response) => {
      text(response).then((body) => {
        const ok = (response.statusCode ?? 0) < 300;
        if (ok) resolve(body);
        else reject(new Error(`${response.statusCode}: ${body}`));
      }, reject);
    });
    sent.on("error", reject);
    if (before) sent.write(before);
    const content = createReadStream(file, { highWaterMark: CHUNK });
    content.on("end", () => sent.end(after));
    content.pipe(sent, { end: false });
  });
}

async function json(
  url: string,
  init: RequestInit,
): Promise<Record<string, string> & { headers: Record<string, string> }> {
  const answer = await fetch(url, init);
  const body = await answer.text();
  if (!answer.ok) throw new Error(`${answer.status}: ${body}`);
  return JSON.parse(body);
}

const idIn = (body: string): string => JSON.parse(body).id;

export const raw: Way = async (url, file) =>
  idIn(
    await send(`${url}/api/v1/uploads`, file, {
      method: "POST",
      headers: { "content-type": "application/octet-stream" },
    }),
  );

export const multipart: Way = async (url, file) => {
  const headers = { "content-type": `multipart/form-data; boundary=${BOUNDARY}` };
  return idIn(await send(`${url}/api/v1/uploads`, file, { method: "POST", headers, before: HEAD, after: TAIL }));
};

/** Sends straight to the store, and has it taken in. */
export const signed: Way = async (url, file) => {
  const begun = await json(`${url}/api/v1/direct-uploads`, { method: "POST" });
  const { method = "PUT", url: address = "", headers, upload } = begun;
  await send(address, file, { method, headers: { ...headers, "content-length": statSync(file).size } });
  const { id = "" } = await json(`${url}/api/v1/direct-uploads/${upload}/end`, { method: "POST" });
  return id;
};

/** @param options of the client: where an upload goes on, how often it tries again */
export const tus =
  (options: Partial<UploadOptions> = {}): Way =>
  (url, file) =>
    new Promise((resolve, reject) => {
      const content = createReadStream(file, { highWaterMark: CHUNK });
      // In Node the client takes streams of files, and reads them anew from where an upload goes on.
      const upload: Upload = new Upload(content as unknown as Buffer, {
        endpoint: `${url}/api/v1/resumable-uploads`,
        retryDelays: Array.from({ length: 20 }, () => 500),
        ...options,
        onError: reject,
        onSuccess: () => resolve(String(upload.url).replace(/.*\//, "")),
      });
      upload.start();
    });
