import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { setTimeout as pause } from "node:timers/promises";
import { fromPcm } from "../../src/domain/pcm.ts";

/** What was asked of the double. */
export interface DoubleRequest {
  readonly path: string;
  readonly authorization: string | undefined;
  /** Fields of the form, several values of one joined by a comma. */
  readonly fields: Readonly<Record<string, string>>;
  readonly samples: Float32Array;
  readonly bytes: number;
}

/** Answers one request in its own way; false leaves it to the double. */
export type Play = (request: DoubleRequest, response: ServerResponse, count: number) => boolean | Promise<boolean>;

export interface OpenAiDouble {
  /** Up to and with `/v1`. */
  readonly baseUrl: string;
  readonly requests: DoubleRequest[];
  /** Requests that were not answered yet, and whose connection is still there. */
  readonly atWork: number;
  /** The most requests that were at work at one time. */
  readonly mostAtOnce: number;
  play(next: Play | null): void;
  close(): Promise<void>;
}

const SAMPLE_RATE = 16_000;
const SENTENCE = "And so, my fellow Americans, ask not what your country can do for you.";

/**
 * A server that speaks like OpenAI's transcriptions, over real HTTP, for a service that costs money. It hears one
 * sentence in any sound, its words spread over it, and nothing in silence.
 * @param options.delayMs before each answer
 */
export async function openaiDouble({ delayMs = 0 }: { delayMs?: number } = {}): Promise<OpenAiDouble> {
  const requests: DoubleRequest[] = [];
  let playing: Play | null = null;
  let [atWork, mostAtOnce] = [0, 0];
  const server = createServer(async (message, response) => {
    const request = await read(message);
    const count = requests.push(request);
    mostAtOnce = Math.max(mostAtOnce, ++atWork);
    response.on("close", () => atWork--);
    await pause(delayMs);
    if (await playing?.(request, response, count)) return;
    json(response, 200, hear(request));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, // it listens at a port
    requests,
    get atWork() {
      return atWork;
    },
    get mostAtOnce() {
      return mostAtOnce;
    },
    play(next) {
      playing = next;
      requests.length = 0;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Answers with JSON, as OpenAI's errors and transcriptions are. */
export function json(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): true {
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
  return true;
}

/** An error in OpenAI's form. */
export const fault = (message: string, code: string | null = null) => ({
  error: { message, type: "invalid_request_error", param: null, code },
});

async function read(message: IncomingMessage): Promise<DoubleRequest> {
  const body = await buffer(message);
  const headers = { "content-type": message.headers["content-type"] ?? "" };
  const form = await new Response(body, { headers }).formData();
  const fields: Record<string, string> = {};
  let wav: Buffer = Buffer.alloc(44);
  for (const [name, value] of form) {
    if (typeof value === "string") fields[name] = name in fields ? `${fields[name]},${value}` : value;
    else wav = Buffer.from(await value.arrayBuffer());
  }
  return {
    path: message.url ?? "",
    authorization: message.headers.authorization,
    fields,
    samples: fromPcm(wav.subarray(44)),
    bytes: wav.length,
  };
}

function hear({ path, fields, samples }: DoubleRequest): unknown {
  const seconds = samples.length / SAMPLE_RATE;
  const spoken = samples.some((sample) => sample !== 0) ? SENTENCE : "";
  const text = fields.prompt === undefined ? spoken : spoken.toLowerCase().replaceAll(/[,.]/g, "");
  if (fields.response_format !== "verbose_json")
    return { text, ...(fields["include[]"] === "logprobs" && { logprobs: tokensOf(text) }) };
  const words = text.match(/[\p{L}']+/gu) ?? [];
  const step = seconds / Math.max(words.length, 1);
  return {
    task: path.endsWith("translations") ? "translate" : "transcribe",
    language: "english",
    duration: seconds,
    text,
    segments: text === "" ? [] : [segmentOf(text, seconds)],
    ...(fields["timestamp_granularities[]"]?.includes("word") && {
      // As OpenAI's: without marks, and the last a little after the end.
      words: words.map((word, index) => ({ word, start: index * step, end: (index + 1) * step + 0.01 })),
    }),
    usage: { type: "duration", seconds: Math.ceil(seconds) },
  };
}

const segmentOf = (text: string, end: number) => ({
  id: 0,
  seek: 0,
  start: 0,
  end,
  text: ` ${text}`,
  tokens: [1, 2, 3],
  temperature: 0,
  avg_logprob: -0.2,
  compression_ratio: 1.1,
  no_speech_prob: 0.01,
});

const tokensOf = (text: string) =>
  text.split(" ").map((token) => ({ token, logprob: -0.1, bytes: [...Buffer.from(token)] }));
