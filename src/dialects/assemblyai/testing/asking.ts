import { AssemblyAI } from "assemblyai";
import { type OpenService, openService, TRANSCRIPT } from "../../../../test/support/open-service.ts";
import { forgetUpload } from "../../../actions/uploads/forget-upload.ts";
import type { Transcript } from "../../../domain/transcript.ts";
import type { AppOptions } from "../../../http/app.ts";
import { dialectRoutes } from "../../routes.ts";

/** What was said: two sentences in one breath, then one more after a while, the last without times of words. */
export const SAID: Transcript = {
  ...TRANSCRIPT,
  seconds: 9.6,
  segments: [
    {
      start: 0.5,
      end: 3,
      text: "Hello, you. Ask S Q L.",
      confidence: 0.9,
      words: [
        { start: 0.5, end: 1, text: "Hello,", confidence: 0.5 },
        { start: 1, end: 1.25, text: "you.", confidence: 1 },
        { start: 1.5, end: 2, text: "Ask", confidence: 0.75 },
        { start: 2, end: 2.25, text: "S", confidence: 0.75 },
        { start: 2.25, end: 2.5, text: "Q", confidence: 0.75 },
        { start: 2.5, end: 3, text: "L.", confidence: 0.75 },
      ],
    },
    { start: 7, end: 9.5, text: "You, and your country.", confidence: 0.9 },
  ],
};

export const URL_OF_A_TALK = "https://example.org/talk.mp3";

/** A service, its client, and what goes over the wire. */
export async function openAsking(options: Pick<Partial<AppOptions>, "wantsKeys" | "publicUrl"> = {}) {
  const service: OpenService = await openService({ dialects: dialectRoutes, ...options });
  const { transcripts, files } = new AssemblyAI({ apiKey: "any", baseUrl: service.url });

  /** Any JSON, of which each test says what it expects. */
  async function ask(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
    const isJson = body !== undefined && typeof body !== "string";
    const answer = await fetch(`${service.url}${path}`, {
      method,
      headers: { ...(isJson && { "content-type": "application/json" }), ...headers },
      ...(body !== undefined && { body: isJson ? JSON.stringify(body) : String(body) }),
    });
    const text = await answer.text();
    const isAnswerJson = answer.headers.get("content-type")?.includes("json") ?? false;
    // biome-ignore lint/suspicious/noExplicitAny: each test says what it expects of it
    const read: any = isAnswerJson ? JSON.parse(text) : text;
    return { status: answer.status, headers: answer.headers, body: read };
  }

  return {
    service,
    transcripts,
    files,
    ask,
    /** Submits a job, over the wire. */
    submit: (params: object = {}) => ask("POST", "/v2/transcript", { audio_url: URL_OF_A_TALK, ...params }),
    /** The same, heard. Gives its id. */
    async heard(params: object = {}, transcript: Transcript = SAID): Promise<string> {
      const { id } = await transcripts.submit({ audio_url: URL_OF_A_TALK, ...params });
      await service.succeed(id, transcript);
      return id;
    },
    /** What a job was told to do. */
    async parameters(id: string) {
      const row = service.services.db
        .selectFrom("jobs")
        .select(["parameters", "source", "asked_as"])
        .where("id", "=", id);
      return row.executeTakeFirstOrThrow();
    },
    async clear() {
      await service.clear();
      const uploads = await service.services.db.selectFrom("uploads").select(["id", "tenant_id as tenant"]).execute();
      for (const upload of uploads) await forgetUpload(service.services, { ...upload, actor: "client" });
    },
    close: () => service.close(),
  };
}

export type Asking = Awaited<ReturnType<typeof openAsking>>;
