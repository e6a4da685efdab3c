import { DeepgramClient } from "@deepgram/sdk";
import { openService, TRANSCRIPT } from "../../../../test/support/open-service.ts";
import type { Transcript } from "../../../domain/transcript.ts";
import type { AppOptions } from "../../../http/app.ts";
import { resultForms } from "../../result-forms.ts";
import { dialectRoutes } from "../../routes.ts";

export const URL_OF_A_TALK = "https://example.org/talk.mp3";
export const SOUND = Buffer.from("some sound");

/** Two sentences, a long pause, and one of which no words are known. */
export const SAID: Transcript = {
  ...TRANSCRIPT,
  seconds: 9,
  segments: [
    {
      start: 0,
      end: 3,
      text: "Ask not what. “Monika” said so.",
      confidence: 0.9,
      words: [
        { start: 0, end: 0.5, text: "Ask", confidence: 0.9 },
        { start: 0.5, end: 1, text: "not", confidence: 0.7 },
        { start: 1, end: 1.5, text: "what.", confidence: 0.8 },
        { start: 2, end: 2.25, text: "“Monika”", confidence: 0.5 },
        { start: 2.25, end: 2.5, text: "said", confidence: 1 },
        { start: 2.5, end: 3, text: "so.", confidence: 0.9 },
      ],
    },
    { start: 8, end: 9, text: "Your country, then." },
  ],
};

/** The service, and a client of Deepgram's that asks it. */
export async function openListening(options: Pick<Partial<AppOptions>, "wantsKeys" | "onRoute"> = {}) {
  const service = await openService({ dialects: dialectRoutes, resultForms, ...options });
  const clientWith = (apiKey: string) => {
    const [base, socket] = [service.url, service.url.replace("http", "ws")];
    const environment = { base, production: socket, agent: socket, agentRest: base };
    return new DeepgramClient({ apiKey, environment, maxRetries: 0 }).listen.v1.media;
  };
  return {
    service,
    clientWith,
    media: clientWith("any"),

    /** What is answered to a recording that is heard as given. */
    async heard<Answer>(answer: PromiseLike<Answer>, transcript: Transcript = SAID): Promise<Answer> {
      // The client sends when it is waited for.
      const [given] = await Promise.all([answer, service.newJob().then((id) => service.succeed(id, transcript))]);
      return given;
    },

    /** A request as it is on the wire. */
    send: (query: string, body: Uint8Array | string = SOUND, headers: Record<string, string> = {}) =>
      fetch(`${service.url}/v1/listen?${query}`, {
        method: "POST",
        body,
        headers: { "content-type": "audio/mpeg", ...headers },
      }),

    /** The one job there is, as it was asked for. */
    job: () => service.services.db.selectFrom("jobs").selectAll().executeTakeFirstOrThrow(),

    async close() {
      // A client that broke off a request may have connected anew, and asked nothing.
      service.app.server.closeAllConnections();
      await service.close();
    },
  };
}

export type Listening = Awaited<ReturnType<typeof openListening>>;
