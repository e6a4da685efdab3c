import { z } from "zod";

/** The database itself carries the queue. */
export interface PgQueue {
  readonly kind: "pg";
}

export interface RedisQueue {
  readonly kind: "redis";
  /** May hold a password. */
  readonly url: string;
  /** Begins every key and channel. */
  readonly prefix: string;
}

export interface SqsQueue {
  readonly kind: "sqs";
  readonly region: string;
  /** Null: that of the credentials. */
  readonly account: string | null;
  /** The queue of a lane is called `<name>-<lane>`. */
  readonly name: string;
  /** Where something other than AWS is asked. */
  readonly endpoint: string | null;
}

export interface PubsubQueue {
  readonly kind: "pubsub";
  readonly project: string;
  /** The topic of a lane is called `<topic>-<lane>`, and so is its subscription. */
  readonly topic: string;
}

export type QueuePlace = PgQueue | RedisQueue | SqsQueue | PubsubQueue;

const name = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);

/** What of an address is looked at; anything else in it is a mistake. */
const redis = z.strictObject({
  host: z.string().min(1),
  path: z.union([z.tuple([]), z.tuple([z.string().regex(/^\d{0,3}$/)])]),
  signsIn: z.boolean(),
  query: z.strictObject({ prefix: name.default("scribewell") }),
});

const sqs = z.strictObject({
  host: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d+$/),
  path: z.union([z.tuple([name]), z.tuple([z.string().regex(/^\d{12}$/), name])]),
  signsIn: z.literal(false),
  query: z.strictObject({ endpoint: z.url({ protocol: /^https?$/ }).optional() }),
});

const pubsub = z.strictObject({
  // Projects of a domain have a colon in their name.
  host: z
    .string()
    .regex(/^[a-z][a-z0-9.-]*(%3a[a-z][a-z0-9-]*)?$/i)
    .transform((host) => host.replace(/%3a/i, ":")),
  path: z.tuple([name.regex(/^(?!goog)[A-Za-z].{2,}$/)]),
  signsIn: z.literal(false),
  query: z.strictObject({}),
});

/** From a zod schema of the parts to a place; null where they do not fit it. */
const reader =
  <Parts>(parts: z.ZodType<Parts>, place: (read: Parts, url: URL) => QueuePlace) =>
  (url: URL): QueuePlace | null => {
    const { data } = parts.safeParse(partsOf(url));
    return data === undefined ? null : place(data, url);
  };

const partsOf = (url: URL) => ({
  host: url.hostname,
  path: url.pathname.split("/").slice(1),
  signsIn: url.username !== "" || url.password !== "",
  query: Object.fromEntries(url.searchParams),
});

const readRedis = reader(redis, ({ query }, url) => {
  const bare = new URL(url);
  // ioredis would take anything in the query for an option.
  bare.search = "";
  return { kind: "redis", url: bare.href, prefix: query.prefix };
});

const readSqs = reader(sqs, ({ host, path, query }) => {
  const [account, queue] = path.length === 2 ? path : [null, path[0]];
  return { kind: "sqs", region: host, account, name: queue, endpoint: query.endpoint ?? null };
});

const readPubsub = reader(pubsub, ({ host, path }) => ({ kind: "pubsub", project: host, topic: path[0] }));

const REDIS_FORM =
  "must be redis://user:password@host:6379/0, rediss: for TLS, each part percent-encoded, with ?prefix= at most (letters, digits, - and _)";
const SQS_FORM =
  "must be sqs://REGION/NAME or sqs://REGION/ACCOUNT/NAME without credentials in it, with ?endpoint=https://… at most";
const PUBSUB_FORM =
  "must be pubsub://PROJECT/TOPIC, the topic of at least three letters, digits, - and _, a letter first";

/** How each kind is written; a complaint shows the form and never what was written: that may hold a password. */
const SCHEMES: ReadonlyMap<string, { read(url: URL): QueuePlace | null; form: string }> = new Map([
  ["redis", { read: readRedis, form: REDIS_FORM }],
  ["rediss", { read: readRedis, form: REDIS_FORM }],
  ["sqs", { read: readSqs, form: SQS_FORM }],
  ["pubsub", { read: readPubsub, form: PUBSUB_FORM }],
]);

const ANY_FORM = "must be pg:, redis://host, sqs://region/name or pubsub://project/topic";

/** Which queue: the database, Redis, SQS or Pub/Sub. What is wrong is told without showing what was written. */
export const queueUrl = z.string().transform((text, context): QueuePlace => {
  if (/^pg:$/i.test(text)) return { kind: "pg" };
  const scheme = SCHEMES.get(/^(\w+):/.exec(text)?.[1]?.toLowerCase() ?? "");
  const place = scheme && URL.canParse(text) ? scheme.read(new URL(text)) : null;
  if (place) return place;
  context.addIssue({ code: "custom", message: scheme?.form ?? ANY_FORM, input: undefined });
  return z.NEVER;
});
