import { z } from "zod";
import type { ModelOnMachine } from "../../actions/models/read-models.ts";

const bytes = z.int().min(0).nullable();

/** A model in answers. */
export const ModelShape = z
  .object({
    name: z.string().meta({ examples: ["onnx/whisper-base"] }),
    what: z.string().describe("In one line."),
    family: z.string().nullable(),
    origin: z.enum(["catalogue", "own"]),
    remote: z.boolean().describe("Whether recordings are sent to a service to be heard by it."),
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
    whyNot: z
      .string()
      .nullable()
      .describe("Why it could not be used now; null where nothing is in the way but perhaps a download."),
    isLoaded: z.boolean().describe("Whether it is in memory."),
    measured: z
      .object({
        memoryBytes: bytes.describe("Of its processes."),
        loadSeconds: z.number().nullable(),
        speed: z.number().nullable().describe("Seconds of speech a second."),
      })
      .describe("On this machine; null before."),
  })
  .meta({ id: "Model", description: "A model this server knows." });

export function modelJson(model: ModelOnMachine): z.output<typeof ModelShape> {
  const { languages } = model;
  return {
    ...model,
    languages: typeof languages === "object" && languages ? [...languages] : languages,
    tasks: [...model.tasks],
  };
}
