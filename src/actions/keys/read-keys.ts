import { findKey, pageOfKeys } from "../../database/api-keys.ts";
import type { ApiKey } from "../../domain/api-key.ts";
import { Failure } from "../../domain/failure.ts";
import type { Services } from "../../services.ts";
import { nextOf, type PageWanted, rowsWanted } from "../pages.ts";
import { KeyId } from "./write-key.ts";

/** Which key; of whichever tenant where none is named. */
export interface KeyName {
  readonly tenant: string | undefined;
  readonly id: string;
}

/** A page of keys, the newest first. @throws {Failure} `option-invalid` for a cursor that is none */
export async function listKeys(
  { db }: Pick<Services, "db">,
  { tenant, ...page }: PageWanted & { readonly tenant: string | undefined },
): Promise<{ keys: ApiKey[]; next: string | null }> {
  const found = await pageOfKeys(db, { tenant, ...rowsWanted(page, KeyId) });
  return { keys: found.slice(0, page.limit).map(({ key }) => key), next: nextOf(found, page.limit) };
}

/** A key, without its secret. @throws {Failure} `key-not-found`: there is none, or it is another tenant's */
export async function readKeyOf({ db }: Pick<Services, "db">, name: KeyName): Promise<ApiKey> {
  const key = await findKey(db, name);
  if (!key) throw keyNotFound(name.id);
  return key;
}

export const keyNotFound = (id: string): Failure =>
  new Failure("key-not-found", `There is no key ${id} here that is in use. List those there are.`);
