import { expect, it } from "vitest";
import type { Engine } from "../ports/engine.ts";
import { checkAgreement, checkOptions, onlyLanguage } from "./check-options.ts";

type Abilities = Engine["abilities"];

const engine = (abilities: Partial<Abilities>): { name: string; abilities: Abilities } => ({
  name: "onnx/some",
  abilities: {
    languages: ["en", "de"],
    words: true,
    detectsLanguage: true,
    translate: true,
    prompt: true,
    beam: true,
    windowSeconds: 30,
    windowsAtOnce: 4,
    ...abilities,
  },
});

it("has nothing to say where the engine can do what is asked", () => {
  expect(checkOptions(engine({}), { task: "translate", language: "de", prompt: "Names" })).toEqual([]);
  expect(checkOptions(engine({ translate: false, prompt: false }), { task: "transcribe", prompt: "" })).toEqual([]);
});

it("refuses a language the engine does not know, naming those it knows or how many", () => {
  const options = { task: "transcribe", language: "fr" } as const;
  const refused = expect.objectContaining({ code: "language-unsupported" });
  expect(() => checkOptions(engine({}), options)).toThrow(refused);
  expect(() => checkOptions(engine({}), options)).toThrow(
    "onnx/some does not know the language fr, only en, de; choose",
  );
  const many = ["af", "am", "ar", "as", "az", "ba"];
  expect(() => checkOptions(engine({ languages: many }), options)).toThrow("only 6 others");
});

it("refuses to translate with an engine that cannot", () => {
  const refused = expect.objectContaining({ code: "task-unsupported" });
  expect(() => checkOptions(engine({ translate: false }), { task: "translate" })).toThrow(refused);
});

it("warns of what will not be honoured", () => {
  const warnings = checkOptions(engine({ prompt: false }), { task: "transcribe", prompt: "Names" });
  expect(warnings).toEqual(["onnx/some takes no prompt: it was not used"]);
});

it.each([
  [{ languages: [] }, "list of languages is empty"],
  [{ language: "en", languages: ["de", "en"] }, "one of the two"],
  [{ vocabulary: ["Scribewell", " "] }, "term of the vocabulary is empty"],
  [{ vocabulary: Array.from({ length: 501 }, (_, i) => `term ${i}`) }, "at most 500 terms"],
  [{ vocabulary: ["x".repeat(101)] }, "100 characters"],
  [{ beamSize: 0 }, "from 1 to 10"],
  [{ beamSize: 2.5 }, "from 1 to 10"],
  [{ fromSeconds: -1 }, "from 0"],
  [{ fromSeconds: Number.NaN }, "from 0"],
  [{ fromSeconds: 5, toSeconds: 5 }, "before it begins"],
])("refuses %j before any work is done", (options, complaint) => {
  const refused = expect.objectContaining({ code: "option-invalid", message: expect.stringContaining(complaint) });
  expect(() => checkAgreement(options)).toThrow(refused);
});

it("takes a list of one language for that language", () => {
  expect(onlyLanguage({ languages: ["de"], beamSize: 2 })).toEqual({ language: "de", beamSize: 2 });
  expect(onlyLanguage({ languages: ["de", "en"] })).toEqual({ languages: ["de", "en"] });
});
