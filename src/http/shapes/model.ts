import { z } from "zod";
import type { ModelListing } from "../../ports/model-store.ts";

const bytes = z.int().min(0).nullable();

/** A model in answers. */
export const ModelShape = z
  .object({
    name: z.string().meta({ examples: ["onnx/whisper-base"] }),
    what: z.string().describe("In one line."),
    family: z.string().nullable(),
    origin: z.enum(["catalogue", "own"]),
    licence: z.string().nullable().describe("SPDX name; null where it is not known."),
    languages: z
      .union([z.literal("any"), z.array(z.string())])
      .nullable()
      .describe("ISO 639-1 codes; `any` stands for the 99 languages of Whisper; null where they are not known."),
    tasks: z.array(z.enum(["transcribe", "translate"])).describe("Empty for a model that writes no text."),
    downloadBytes: bytes.describe("About what a download takes."),
    memoryBytes: bytes.describe("About what the process holds once the model is loaded."),
    installed: z
      .object({ bytes: z.int().min(0), source: z.string(), since: z.string() })
      .nullable()
      .describe("What is on this machine; null when the model is not."),
  })
  .meta({ id: "Model", description: "A model this server knows." });

export function modelJson(listing: ModelListing): z.output<typeof ModelShape> {
  const { languages } = listing;
  return {
    ...listing,
    languages: typeof languages === "object" && languages ? [...languages] : languages,
    tasks: [...listing.tasks],
  };
}
