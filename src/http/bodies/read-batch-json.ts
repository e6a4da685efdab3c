import type { GivenItem } from "../../actions/batches/check-batch.ts";
import { Failure } from "../../domain/failure.ts";
import { type FieldFault, readFields } from "../problems/read-fields.ts";
import { askedForAll, BatchItemValues, BatchValues, type GivenForAll, withOwn } from "../shapes/batch-options.ts";
import { checked } from "../shapes/checked.ts";
import { handlingOf } from "../shapes/handling-options.ts";
import { optionsOf } from "../shapes/transcription-options.ts";
import type { GivenBatch } from "./given-batch.ts";
import { recordingNamed } from "./recording-at.ts";

/**
 * Reads a batch in JSON. What is wrong with an item is noted with it.
 * @throws {Failure} `request-invalid`, `language-unsupported`, `option-invalid` for what is asked for all
 */
export function readBatchJson(body: unknown): GivenBatch {
  const { items, ...forAll } = checked(BatchValues, body);
  const { options, webhook } = askedForAll(forAll);
  return { items: items.map((item) => readItem(item, forAll)), options, webhook };
}

function readItem(given: unknown, forAll: GivenForAll): GivenItem {
  const read = readFields(BatchItemValues, given);
  if ("faults" in read) return { wrong: read.faults.map(wrongField) };
  const { url, reference = null, ...own } = read.value;
  const asked = withOwn(forAll, own);
  const [recording, recordingFailure] = attempt(() => recordingNamed(url));
  const [parts, failure] = attempt(() => ({ options: optionsOf(asked), handling: handlingOf(asked) }));
  if (recording && parts) return { recording, reference, ...parts };
  return {
    wrong: [
      ...(recordingFailure ? [{ field: "url", failure: recordingFailure }] : []),
      ...(failure ? [{ field: failure.code === "language-unsupported" ? "language" : "", failure }] : []),
    ],
  };
}

const wrongField = ({ path, message }: FieldFault) => ({
  field: path
    .map((step) => (typeof step === "number" ? `[${step}]` : `.${String(step)}`))
    .join("")
    .replace(/^\./, ""),
  failure: new Failure("request-invalid", message),
});

function attempt<Result>(work: () => Result): [result: Result, failure: undefined] | [undefined, Failure] {
  try {
    return [work(), undefined];
  } catch (failure) {
    if (failure instanceof Failure) return [undefined, failure];
    throw failure;
  }
}
