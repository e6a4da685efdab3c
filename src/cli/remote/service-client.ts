import {
  createClient,
  type FollowOptions,
  type Job,
  type JobPage,
  type JobState,
  type Receipt,
  type Recording,
  type ResultForm,
  type ScribewellClient,
  ScribewellError,
  type Sighting,
  type SubmitOptions,
  type Transcript,
} from "../../client/index.ts";
import { notThisService } from "../../client/refusal.ts";
import { FAILURES, Failure, type FailureCode } from "../../domain/failure.ts";

interface Asking {
  readonly signal: AbortSignal;
}

/**
 * A service as the commands ask it: what `@scribewell/client` does, with failures of the product. Every call throws the
 * service's own failures; `service-unreachable` when it does not answer; `route-not-found` when something else answers at its
 * address; and the signal's reason.
 */
export interface ServiceClient {
  /** Its address, without a password. */
  readonly address: string;
  submit(recording: Recording, options: SubmitOptions & Asking): Promise<Job>;
  follow(id: string, options: FollowOptions): AsyncGenerator<Sighting>;
  /** A page of jobs, the newest first. `after` is the `next` of the page before. At most 200 a page. */
  listJobs(
    page: Asking & { readonly states?: readonly JobState[]; readonly after?: string; readonly limit: number },
  ): Promise<JobPage>;
  readJob(id: string, asking: Asking): Promise<Job>;
  /** Gives a job that has ended back as it is. */
  cancelJob(id: string, asking: Asking): Promise<Job>;
  /** Erases a job and all that belongs to it. Gives what was erased. */
  purgeJob(id: string, asking: Asking): Promise<Receipt>;
  retryJob(id: string, asking: Asking): Promise<Job>;
  /** The transcript as the text of a file. */
  readResult(id: string, asking: Asking & { readonly form: ResultForm }): Promise<string>;
  readTranscript(id: string, asking: Asking): Promise<Transcript>;
}

/**
 * A client for the service at an address, with a key where the service asks for one.
 * @throws {Failure} `url-invalid`
 */
export function serviceClient(url: string, key?: string): ServiceClient {
  const client = opened(url, key);
  const { api } = client;
  const path = (id: string) => ({ path: { id } });
  /** Something else may answer in JSON, too: the answer has to have these fields. */
  async function asked<Answer extends ApiAnswer, Field extends string>(call: Promise<Answer>, ...fields: Field[]) {
    const data: unknown = await inFailures(client.dataOf(call));
    if (typeof data === "object" && data !== null && fields.every((field) => field in data))
      return data as Extract<Answer["data"], Record<Field, unknown>>; // the service describes it so
    throw asFailure(notThisService(client.address, "its answer cannot be read"));
  }
  return {
    address: client.address,
    submit: (recording, options) => inFailures(client.submit(recording, options)),
    follow: (id, options) => followInFailures(client.follow(id, options)),
    listJobs({ states, after, limit, signal }) {
      const query = { ...(states && { state: [...states] }), ...(after !== undefined && { after }), limit };
      return asked(api.GET("/api/v1/jobs", { params: { query }, signal }), "jobs", "next");
    },
    readJob: (id, { signal }) => asked(api.GET("/api/v1/jobs/{id}", { params: path(id), signal }), "id", "progress"),
    cancelJob: (id, { signal }) =>
      asked(api.DELETE("/api/v1/jobs/{id}", { params: path(id), signal }), "id", "progress"),
    purgeJob(id, { signal }) {
      const params = { ...path(id), query: { purge: true } };
      return asked(api.DELETE("/api/v1/jobs/{id}", { params, signal }), "jobId", "erased");
    },
    retryJob: (id, { signal }) =>
      asked(api.POST("/api/v1/jobs/{id}/retry", { params: path(id), signal }), "id", "progress"),
    readResult: (id, { form, signal }) => inFailures(client.result(id, form, { signal })),
    readTranscript: (id, { signal }) => inFailures(client.transcript(id, { signal })),
  };
}

interface ApiAnswer {
  readonly data?: unknown;
  readonly error?: unknown;
  readonly response: Response;
}

function opened(url: string, key: string | undefined): ScribewellClient {
  try {
    return createClient({ url, key, headers: { "user-agent": "scribewell" } });
  } catch (error) {
    throw asFailure(error);
  }
}

async function inFailures<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    throw asFailure(error);
  }
}

async function* followInFailures(sightings: AsyncGenerator<Sighting>): AsyncGenerator<Sighting> {
  try {
    yield* sightings;
  } catch (error) {
    throw asFailure(error);
  }
}

function asFailure(error: unknown): unknown {
  if (!(error instanceof ScribewellError)) return error;
  const { code, detail, status } = error;
  if (isKnown(code)) return new Failure(code, detail, { cause: error });
  if (status !== null && status >= 500) return new Failure("service-unreachable", detail, { cause: error });
  return new Failure("request-invalid", `${detail} (${code})`, { cause: error });
}

/** Whether a failure of a newer service has a code that is known here. */
export const isKnown = (code: string): code is FailureCode => Object.hasOwn(FAILURES, code);

/** Whether the service may be there again in a moment, and the same be asked again. */
export const isPassing = (error: unknown): error is Failure =>
  error instanceof Failure && ["service-unreachable", "service-stopping", "server-busy"].includes(error.code);
