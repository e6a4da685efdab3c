import { Failure, type FailureCode } from "../../domain/failure.ts";
import type { Handling } from "../../domain/handling.ts";
import type { JobParameters } from "../../domain/job.ts";
import type { TranscriptionOptions } from "../../domain/transcription.ts";
import type { Services } from "../../services.ts";
import { checkedParameters, type Known } from "../jobs/checked-parameters.ts";
import { withRetention } from "../jobs/job-retention.ts";
import { checkedWebhook, type KeptWebhook } from "../jobs/job-webhook.ts";
import { type RequestedRecording, refuseEmpty, refuseUnfetchable } from "../jobs/recordings.ts";
import { BatchRefused, type WrongItem } from "./batch-refused.ts";

/** A recording of a batch, and what is asked of it. */
export interface BatchItem {
  readonly recording: RequestedRecording;
  readonly options: TranscriptionOptions;
  readonly handling: Handling;
  /** What its owner calls it. */
  readonly reference: string | null;
}

/** An item as it was read, or what was found wrong with it then. */
export type GivenItem = BatchItem | { readonly wrong: readonly Pick<WrongItem, "field" | "failure">[] };

/** An item that nothing stands against. */
export interface CheckedItem extends BatchItem {
  readonly place: number;
  readonly parameters: JobParameters;
  readonly webhook: KeptWebhook | undefined;
}

type Needs = Pick<Services, "models" | "limits" | "webhooks" | "secrets" | "checkUrl"> & Pick<Known, "allowed">;

/**
 * Looks at every item, so that all that is wrong is told at once.
 * @throws {BatchRefused} naming each item that is
 */
export async function checkItems(services: Needs, items: readonly GivenItem[]): Promise<CheckedItem[]> {
  const check = checkerOf(services);
  const [good, wrong]: [CheckedItem[], WrongItem[]] = [[], []];
  for (const [place, item] of items.entries()) {
    const known = "wrong" in item ? item.wrong : wrongAddress(services, item);
    if ("wrong" in item || known.length > 0) {
      wrong.push(...known.map((each) => ({ place, ...each })));
      continue;
    }
    try {
      good.push({ ...item, place, ...(await check(item)) });
    } catch (failure) {
      if (!(failure instanceof Failure)) throw failure;
      wrong.push({ place, field: fieldOf(failure.code), failure });
    }
  }
  if (wrong.length > 0) throw new BatchRefused(wrong);
  return good;
}

function wrongAddress(services: Needs, { recording }: BatchItem): Pick<WrongItem, "field" | "failure">[] {
  try {
    refuseUnfetchable(services, recording);
    return [];
  } catch (failure) {
    if (failure instanceof Failure) return [{ field: "url", failure }];
    throw failure;
  }
}

function checkerOf({ models, ...services }: Needs) {
  let listed: ReturnType<Known["models"]["list"]> | undefined;
  // They are asked for once: hundreds of items name the same model.
  const list = () => {
    listed ??= models.list();
    return listed;
  };
  return async ({ recording, options, handling }: BatchItem) => {
    refuseEmpty(recording);
    const webhook = handling.webhook && checkedWebhook(services, handling.webhook);
    const parameters = await checkedParameters({ ...services, models: { list } }, options);
    return { handling: withRetention(services.limits, handling), parameters, webhook };
  };
}

/** What such a refusal is about, where its code leaves no doubt. Addresses of recordings are looked at before. */
const FIELDS: Partial<Record<FailureCode, string>> = {
  "model-unknown": "model",
  "remote-not-allowed": "model",
  "model-not-allowed": "model",
  "task-unsupported": "task",
  "language-unsupported": "language",
  "url-invalid": "webhook",
  "url-refused": "webhook",
  "secrets-unavailable": "webhookSecret",
};

const fieldOf = (code: FailureCode): string => FIELDS[code] ?? "";
