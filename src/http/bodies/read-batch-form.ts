import type { FastifyRequest } from "fastify";
import type { BatchItem } from "../../actions/batches/check-batch.ts";
import { MOST_ITEMS } from "../../domain/batch.ts";
import { Failure } from "../../domain/failure.ts";
import type { Services } from "../../services.ts";
import { askedForAll, BatchStrings } from "../shapes/batch-options.ts";
import { checked } from "../shapes/checked.ts";
import { formParts } from "./form-parts.ts";
import type { GivenBatch } from "./given-batch.ts";
import { addField, type Received, receiveFile } from "./read-form.ts";
import { brokenOff, isBrokenOff } from "./upload.ts";

/** One more than may be, so that it can be refused by name. */
const LIMITS = { files: MOST_ITEMS + 1, parts: MOST_ITEMS + 40 };

/**
 * Reads a form with many files: each is taken in as it comes, one after the other. Nothing is left of them when this throws.
 * @throws {Failure} `request-invalid`, `request-too-large`, `language-unsupported`, `option-invalid`, those of `takeIn`
 */
export async function readBatchForm(services: Services, request: FastifyRequest): Promise<GivenBatch> {
  const fields = new Map<string, string>();
  const files: Received[] = [];
  const asked = () => askedForAll(checked(BatchStrings, Object.fromEntries(fields)));
  try {
    for await (const part of formParts(request, LIMITS)) {
      if (part.type === "field") {
        addField(fields, part);
        continue;
      }
      if (files.length === MOST_ITEMS)
        throw new Failure("request-invalid", `The form has more than ${MOST_ITEMS} files. Send them in parts.`);
      // What came before the first file is refused before it is read.
      if (files.length === 0) asked();
      files.push(await receiveFile(services, { request, part }));
    }
    const { options, handling, webhook } = asked();
    if (files.length === 0)
      throw new Failure("request-invalid", "The form has no file. Send each recording in a part `file`.");
    if (isBrokenOff(request)) throw brokenOff();
    const items = files.map((recording): BatchItem => ({ recording, options, handling, reference: null }));
    return { items, options, webhook };
  } catch (error) {
    for (const { blob } of files) await blob.discard();
    throw error;
  }
}
