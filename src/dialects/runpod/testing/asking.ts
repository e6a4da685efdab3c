import { TRANSCRIPT } from "../../../../test/support/open-service.ts";
import type { Transcript } from "../../../domain/transcript.ts";

/** What was said, with times of words but in its last line. */
export const SAID: Transcript = {
  ...TRANSCRIPT,
  seconds: 3_725,
  segments: [
    {
      start: 0,
      end: 3.1,
      text: "Four score --> and seven.",
      confidence: 0.5,
      words: [
        { start: 0, end: 0.4, text: "Four", confidence: 0.5 },
        { start: 0.4, end: 1, text: " score", confidence: 0.5 },
      ],
    },
    { start: 3_723.004, end: 3_724.5, text: "年前" },
  ],
};

export const URL_OF_A_TALK = "https://example.org/talk.mp3";

/** Asks the endpoint `whisper` of a service. */
export function asker(url: string) {
  const ask = async (
    method: string,
    path: string,
    { body, headers = {} }: { body?: unknown; headers?: object } = {},
  ) => {
    const json = { "content-type": "application/json", ...headers };
    const sent = body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) };
    const answer = await fetch(`${url}/v2${path}`, { method, headers: json, ...sent });
    // biome-ignore lint/suspicious/noExplicitAny: each test says what it expects of it
    const read: any = JSON.parse(await answer.text());
    return { status: answer.status, headers: answer.headers, body: read };
  };
  return {
    get: (path: string) => ask("GET", path),
    post: (path: string, body?: unknown, headers: object = {}) => ask("POST", path, { body, headers }),
    run: (input: object, endpoint = "whisper") =>
      ask("POST", `/${endpoint}/run`, { body: { input: { audio: URL_OF_A_TALK, ...input } } }),
  };
}
