import type { ColumnType, Generated, JSONColumnType, Kysely, Transaction as KyselyTransaction } from "kysely";
import type { AskedAs, JobError, JobEventBody, JobParameters, JobSource, JobState } from "../domain/job.ts";
import type { Lane, PieceState, Stage } from "../domain/piece.ts";
import type { Scope } from "../domain/scope.ts";
import type { Transcript } from "../domain/transcript.ts";
import type { Role } from "../domain/user.ts";
import type { ResumableUploadsSchema } from "./resumable-uploads-schema.ts";
import type { WebhooksSchema } from "./webhooks-schema.ts";

/** Given as text and read as what it holds: pg writes plain values as `json` only when they are objects. */
type Json<Value> = ColumnType<Value, string, string>;
type NullableJson<Value> = ColumnType<Value | null, string | null | undefined, string | null>;
type Time = ColumnType<Date, Date | string | undefined, Date | string>;
type NullableTime = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;

interface JobsTable {
  id: string;
  tenant_id: string;
  key_id: string | null;
  state: JobState;
  partial: Generated<boolean>;
  priority: number;
  parameters: Json<JobParameters>;
  source: Json<JobSource>;
  recording: string | null;
  batch_id: string | null;
  /** What its owner calls it within its batch. */
  reference: string | null;
  idempotency_key: string | null;
  fingerprint: string | null;
  model: string | null;
  /** Why, where none was named. */
  model_choice: string | null;
  language: string | null;
  piece_windows: number | null;
  /** Names what the text follows from; null where it may not serve later jobs. */
  result_key: string | null;
  /** Whether it may have the text of an earlier job. */
  use_cache: Generated<boolean>;
  /** Of a job that came in the words of another service. */
  asked_as: NullableJson<AskedAs>;
  /** The job whose text it has. */
  cached_from: string | null;
  /** What was said of the choice of the model. */
  model_warnings: ColumnType<string[], string | undefined, string>;
  served: number;
  /** What a worker must have besides the model. */
  labels: ColumnType<string[], string[] | undefined, string[]>;
  prepared: Generated<boolean>;
  decoded_seconds: Generated<number>;
  /** Of these, what its key has been charged with. */
  charged_seconds: Generated<number>;
  total_seconds: number | null;
  speech_seconds: Generated<number>;
  recognised_seconds: Generated<number>;
  pieces_known: Generated<number>;
  pieces_done: Generated<number>;
  last_event: Generated<number>;
  error: NullableJson<JobError>;
  created_at: Time;
  started_at: NullableTime;
  finished_at: NullableTime;
  expires_at: NullableTime;
  /** The service's word: `expires_at` is so long after the end. */
  keep_after_end_seconds: ColumnType<number | null, number | null | undefined, number | null>;
}

interface PiecesTable {
  /** A bigint: longer than a number holds exactly. */
  id: Generated<string>;
  job_id: string;
  tenant_id: string;
  stage: Stage;
  ordinal: number;
  lane: Lane;
  small: boolean;
  state: PieceState;
  seconds: number;
  attempt: Generated<number>;
  failures: Generated<number>;
  lease_lost: Generated<number>;
  lease_until: NullableTime;
  worker: string | null;
  run_after: Time;
  input: Json<unknown>;
  output: NullableJson<unknown>;
  error: NullableJson<JobError>;
  created_at: Time;
  started_at: NullableTime;
  finished_at: NullableTime;
}

/** A bigint, written as a number: sums stay far below where that is exact. */
type Whole = ColumnType<string, number, number>;

interface RemoteUsesTable {
  id: string;
  tenant_id: string | null;
  key_id: string | null;
  model: string;
  at: ColumnType<Date, Date, never>;
  reserved_milliseconds: Whole;
  reserved_nanodollars: Whole;
  settled_milliseconds: ColumnType<string | null, never, number>;
  settled_nanodollars: ColumnType<string | null, never, number>;
  state: Generated<"reserved" | "settled" | "released">;
  /** What counts of it. */
  milliseconds: ColumnType<string, never, never>;
  nanodollars: ColumnType<string, never, never>;
  worker: string;
  ended_at: NullableTime;
}

interface ApiKeysTable {
  id: string;
  tenant_id: string;
  name: string;
  digest: Buffer;
  /** That of the secret before, and until when it is good. */
  earlier_digest: Buffer | null;
  earlier_until: NullableTime;
  scopes: Scope[];
  models: string[] | null;
  origins: string[] | null;
  requests_per_minute: number | null;
  open_jobs: number | null;
  bytes_per_day: ColumnType<string | null, number | null, number | null>;
  seconds_per_month: number | null;
  created_at: Time;
  expires_at: NullableTime;
  revoked_at: NullableTime;
  last_used_at: NullableTime;
}

interface UsersTable {
  id: string;
  tenant_id: string;
  email: string;
  name: string | null;
  role: Role;
  /** Who they are at the provider, once they have signed in. */
  issuer: string | null;
  subject: string | null;
  created_at: Time;
  last_seen_at: NullableTime;
  disabled_at: NullableTime;
}

interface SessionsTable {
  digest: Buffer;
  tenant_id: string;
  /** Of a user, or of a key and the secret that came. */
  user_id: string | null;
  key_id: string | null;
  key_digest: Buffer | null;
  created_at: Time;
  seen_at: Time;
  expires_at: ColumnType<Date, Date, Date>;
}

/** The tables, as `migrations/` makes them. */
export interface Schema extends WebhooksSchema, ResumableUploadsSchema {
  tenants: { id: string; created_at: Time; weight: Generated<number> };
  jobs: JobsTable;
  pieces: PiecesTable;
  batches: {
    id: string;
    tenant_id: string;
    key_id: string | null;
    idempotency_key: string | null;
    fingerprint: string | null;
    created_at: Time;
    ended_at: NullableTime;
    emptied_at: NullableTime;
  };
  /** What there is to claim of a job; kept by triggers, and only read. */
  open_work: { job_id: string; lane: Lane; small: boolean; ready: number; running: number };
  /** When each kind of sweeping was begun last, by any process. */
  sweeps: { name: string; begun_at: Date };
  virtual_time: { priority: number; served: number };
  heard_sound: { job_id: string; first_block: number; answers: Buffer };
  job_events: { job_id: string; sequence: number; at: Time; body: JSONColumnType<JobEventBody> };
  transcripts: { job_id: string; tenant_id: string; document: JSONColumnType<Transcript>; created_at: Time };
  blobs: { tenant_id: string; digest: string; bytes: string | number; created_at: Time };
  blob_references: { job_id: string; tenant_id: string; digest: string; purpose: "recording" | "stretch" };
  uploads: {
    id: string;
    tenant_id: string;
    key_id: string | null;
    digest: string;
    bytes: string | number;
    name: string | null;
    media_type: string | null;
    created_at: Time;
    expires_at: Time;
  };
  measured_speeds: {
    machine: string;
    model: string;
    speed: number;
    measurements: Generated<number>;
    measured_at: Time;
  };
  measured_loads: {
    machine: string;
    model: string;
    /** A bigint. */
    memory_bytes: string | number;
    load_seconds: number;
    measured_at: Time;
  };
  remote_uses: RemoteUsesTable;
  api_keys: ApiKeysTable;
  users: UsersTable;
  sessions: SessionsTable;
  sign_ins: { digest: Buffer; sealed: Buffer; expires_at: ColumnType<Date, Date, Date> };
  request_counts: { name: string; slot: string | number; count: number };
  key_usage: { key_id: string; day: string; bytes: string | number; seconds: number };
  audit_log: {
    id: Generated<string>;
    at: Time;
    tenant_id: string;
    actor: string;
    action: string;
    job_id: string | null;
    detail: Json<Record<string, unknown>>;
  };
}

/** The database outside a transaction. The embedded one has a single connection: inside a transaction use that alone. */
export type Database = Kysely<Schema>;
export type Transaction = KyselyTransaction<Schema>;
