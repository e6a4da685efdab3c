import { type RawBuilder, sql } from "kysely";
import type { Transaction } from "./schema.ts";

/** How many pieces may be recognised at the same time, in all processes together. */
export interface ConcurrencyLimits {
  /** Of each key; where there are no keys, of each tenant. */
  readonly perKey?: number;
  /** Of models by their names. Those that are not named have no limit. */
  readonly models?: Readonly<Record<string, number>>;
}

/** Whose piece it would be. Empty: no key, no model. */
export interface Claimant {
  readonly tenant_id: string;
  readonly key_id: string;
  readonly model: string;
}

const NO_LIMIT = 2_147_483_647;

/** Holds of a row `load` with `of_key` and `model` where they have room, as far as could be seen a moment ago. */
export function seemsWithin({ perKey = NO_LIMIT, models }: ConcurrencyLimits): RawBuilder<boolean> {
  const ofKey = sql<boolean>`load.of_key < ${perKey}`;
  if (!models) return ofKey;
  const most = sql`coalesce((${JSON.stringify(models)}::jsonb ->> model)::int, ${sql.lit(NO_LIMIT)})`;
  return sql<boolean>`${ofKey} and load.model not in (
    select model from ${recognising} group by model having sum(running) >= ${most}
  )`;
}

/** The jobs of which something is recognised at the moment. */
const recognising = sql`open_work where running > 0 and lane = 'speech'`;

/**
 * Whether one more piece stays within the limits. Others who would take one of the same key or model wait until this
 * transaction has ended: two who counted at once would both find room for one.
 */
export async function staysWithin(
  within: Transaction,
  { tenant_id, key_id, model }: Claimant,
  { perKey, models }: ConcurrencyLimits,
): Promise<boolean> {
  const ofModel = models && Object.hasOwn(models, model) ? models[model] : undefined;
  const ofKey = sql<boolean>`tenant_id = ${tenant_id} and key_id = ${key_id}`;
  // In this order everywhere, so that no two wait for each other.
  if (perKey !== undefined && !(await hasRoom(within, `${tenant_id}/${key_id}`, { which: ofKey, most: perKey })))
    return false;
  return (
    ofModel === undefined || hasRoom(within, `model/${model}`, { which: sql<boolean>`model = ${model}`, most: ofModel })
  );
}

async function hasRoom(
  within: Transaction,
  name: string,
  { which, most }: { which: RawBuilder<boolean>; most: number },
): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`concurrency/${name}`}, 0))`.execute(within);
  const { rows } = await sql<{ running: number }>`
    select coalesce(sum(running), 0)::int as running from ${recognising} and ${which}`.execute(within);
  return (rows[0]?.running ?? 0) < most;
}
