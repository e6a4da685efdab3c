import { OpenAI } from "openai";

export interface ServiceClientOptions {
  /** Left out, none is sent: a server in one's own house may ask for none. */
  readonly apiKey?: string | undefined;
  /** Up to and with `/v1`. */
  readonly baseUrl: string;
  /** For one request and its answer. */
  readonly timeoutMs: number;
}

/** After the first: with waits of half a second and a second, or what the service asks for. */
const RETRIES = 2;

/** The SDK of the service, with nothing taken from the environment and nothing written to the console. */
export function serviceClient({ apiKey, baseUrl, timeoutMs }: ServiceClientOptions): OpenAI {
  return new OpenAI({
    baseURL: baseUrl,
    // Left out, the SDK would look for each of these in the environment.
    apiKey: apiKey ?? "none",
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    // Its log has answers, and so speech, in it.
    logLevel: "off",
    timeout: timeoutMs,
    maxRetries: RETRIES,
    defaultHeaders: apiKey === undefined ? { Authorization: null } : {},
  });
}
