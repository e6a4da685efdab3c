import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

export const SOUND = Buffer.alloc(200_000, "sound");

export type Body = NonNullable<RequestInit["body"]>;

interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly headers: Headers;
}

/** Sends recordings to a service under test. */
export interface Sender {
  post(body?: Body, headers?: Record<string, string>, query?: string): Promise<Answer>;
  postJson(body: unknown, query?: string): Promise<Answer>;
  /** Sends exactly these bytes; gives the answer, or goes away without one. Lines end as HTTP wants them. */
  sendRaw(head: string, body: Uint8Array, options: { close: boolean }): Promise<string>;
}

export function senderTo({ url, port }: { url: string; port: number }): Sender {
  const post: Sender["post"] = async (body, headers = {}, query = "") => {
    const init = { method: "POST", headers, ...(body !== undefined && { body }) };
    const response = await fetch(`${url}/api/v1/transcribe${query}`, init);
    return { status: response.status, headers: response.headers, body: JSON.parse(await response.text()) };
  };
  return {
    post,
    postJson: (body, query) => post(JSON.stringify(body), { "content-type": "application/json" }, query),
    async sendRaw(head, body, { close }) {
      const socket = connect(port, "127.0.0.1");
      await once(socket, "connect");
      socket.write(head.replaceAll("\n", "\r\n"));
      socket.write(body);
      if (close) {
        await pause(300);
        socket.destroy();
        await pause(300);
        return "";
      }
      const [answer] = await once(socket, "data");
      socket.destroy();
      return String(answer);
    },
  };
}

export function form(...parts: [name: string, value: string | Blob, fileName?: string][]): FormData {
  const data = new FormData();
  for (const [name, value, fileName] of parts) {
    if (typeof value === "string") data.append(name, value);
    else data.append(name, value, fileName);
  }
  return data;
}

export const file = (bytes: Uint8Array = SOUND, type = "audio/mpeg") => new Blob([new Uint8Array(bytes)], { type });

/** What a JSON answer holds. */
export async function bodyOf<Shape = Record<string, unknown>>(response: Response): Promise<Shape> {
  return (await response.json()) as Shape; // where it is another, the test fails by what it expects of it
}
