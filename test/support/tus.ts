import { createHash } from "node:crypto";
import { type ClientRequest, type IncomingMessage, request } from "node:http";
import { text } from "node:stream/consumers";
import { Upload, type UploadOptions } from "tus-js-client";

/** Where resumable uploads are. */
export const RESUMABLE = "/api/v1/resumable-uploads";

export const sha256 = (content: Uint8Array): string => createHash("sha256").update(content).digest("hex");

/** Sends content as clients of tus do. @returns the id of the upload */
export function sendByTus(url: string, content: Buffer, options: Partial<UploadOptions> = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const upload: Upload = new Upload(content, {
      endpoint: url + RESUMABLE,
      retryDelays: Array.from({ length: 40 }, () => 250),
      ...options,
      onError: reject,
      onSuccess: () => resolve(String(upload.url).replace(/.*\//, "")),
    });
    upload.start();
  });
}

/** An answer, read. */
export interface Answered {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly problem: { readonly code?: string; readonly detail?: string };
}

/** A request of tus whose body is written bit by bit. */
export function openTus(
  url: string,
  { method, path = "", headers = {} }: { method: string; path?: string; headers?: Record<string, string | number> },
): { sent: ClientRequest; answered: Promise<Answered> } {
  const said = { "tus-resumable": "1.0.0", ...headers };
  const sent = request(url + RESUMABLE + path, { method, headers: said });
  const answered = new Promise<Answered>((resolve, reject) => {
    sent.on("error", reject);
    sent.on("response", (response) => {
      text(response).then((body) => {
        const { statusCode: status = 0, headers: given } = response;
        resolve({ status, headers: given, problem: body === "" ? {} : JSON.parse(body) });
      }, reject);
    });
  });
  // Told to whoever waits for it.
  answered.catch(() => {});
  return { sent, answered };
}

/** A request of tus. */
export async function tus(
  url: string,
  { body, ...asked }: Parameters<typeof openTus>[1] & { body?: string | Buffer },
): Promise<Answered> {
  const isOpenEnded = asked.headers !== undefined && "transfer-encoding" in asked.headers;
  const hasLength = !isOpenEnded && (asked.method === "PATCH" || body !== undefined);
  const length = hasLength ? { "content-length": Buffer.byteLength(body ?? "") } : {};
  const type = body === undefined ? {} : { "content-type": "application/offset+octet-stream" };
  const { sent, answered } = openTus(url, { ...asked, headers: { ...length, ...type, ...asked.headers } });
  sent.end(body);
  return answered;
}

/** Begins an upload. @returns its id */
export async function beginTus(url: string, bytes: number, headers: Record<string, string> = {}): Promise<string> {
  const { headers: said } = await tus(url, { method: "POST", headers: { "upload-length": bytes, ...headers } });
  return String(said.location).replace(/.*\//, "");
}
