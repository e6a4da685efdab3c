import { describe, expect, it } from "vitest";
import { z } from "zod";
import { OptionStrings, OptionValues } from "../shapes/transcription-options.ts";
import { readFields } from "./read-fields.ts";

/** Stands for what a client would not want to see in a log. */
const SECRET = "tq-4711";

const faultsOf = (shape: z.ZodType, given: unknown): [path: string, message: string][] => {
  const read = readFields(shape, given);
  return "faults" in read ? read.faults.map(({ path, message }) => [path.join("."), message]) : [];
};
const messageOf = (shape: z.ZodType, given: unknown) => faultsOf(shape, given).map(([, message]) => message);

describe("what is wrong with a field is told with what would be right", () => {
  it.each<[string, z.ZodType, unknown, string]>([
    ["nothing", z.object({ a: z.string() }), {}, "must be sent"],
    ["nothing of several", z.object({ a: z.enum(["x", "y"]) }), {}, "must be sent"],
    ["nothing of several kinds", z.object({ a: z.union([z.string(), z.array(z.string())]) }), {}, "must be sent"],
    ["no text", z.string(), 4711, "must be a text"],
    ["no number", z.number(), SECRET, "must be a number"],
    ["no number in a query", z.coerce.number(), SECRET, "must be a number"],
    ["half a number", z.int(), 1.5, "must be a whole number"],
    ["half a number in a query", z.coerce.number().int(), "1.5", "must be a whole number"],
    ["neither true nor false", z.boolean(), SECRET, "must be true or false"],
    ["neither in a query", z.stringbool(), SECRET, "must be true or false"],
    ["no list", z.array(z.string()), SECRET, "must be a list"],
    ["no object", z.object({}), null, "must be an object"],
    ["no object but a list", z.strictObject({}), [], "must be an object"],
    ["too small", z.number().min(1), 0, "must be at least 1"],
    ["too large", z.number().max(200), 4711, "must be at most 200"],
    ["not more", z.number().gt(0), 0, "must be more than 0"],
    ["not less", z.number().lt(1), 1, "must be less than 1"],
    ["no multiple", z.number().multipleOf(5), 4711, "must be a multiple of 5"],
    ["empty", z.string().min(1), "", "must not be empty"],
    ["too short", z.string().min(3), "x", "must have at least 3 characters"],
    ["too long", z.string().max(5), SECRET, "must have at most 5 characters"],
    ["longer than one", z.string().max(1), SECRET, "must have at most 1 character"],
    ["of another length", z.string().length(3), SECRET, "must have exactly 3 characters"],
    ["an empty list", z.array(z.string()).min(1), [], "must not be empty"],
    ["too many", z.array(z.string()).max(1), [SECRET, SECRET], "must have at most 1 entry"],
    ["none of several", z.enum(["keep", "mask"]), SECRET, "must be one of keep, mask"],
    ["not the one", z.literal("batch"), SECRET, "must be batch"],
    ["no time", z.iso.datetime({ offset: true }), SECRET, "must be a time in ISO 8601, such as 2030-01-31T22:00:00Z"],
    ["no address", z.url(), SECRET, "must be an address, such as https://example.org"],
    ["no e-mail", z.email(), SECRET, "must be an e-mail address"],
    ["no id", z.guid(), SECRET, "must be an id, such as 0b8f4f0e-6d0e-4f6e-9a53-3c3a4a0f2d11"],
    ["not as a pattern has it", z.string().regex(/^[a-z]+$/), SECRET, "must match /^[a-z]+$/"],
    ["none of several kinds", z.union([z.string(), z.array(z.string())]), 4711, "must be a text, or must be a list"],
    [
      "in none of several forms",
      z.union([z.object({ a: z.int() }), z.string()]),
      {},
      "has none of the forms it may have",
    ],
    ["of no known type", z.discriminatedUnion("t", [z.object({ t: z.literal("a") })]), { t: SECRET }, "must be a"],
    ["custom", z.string().refine(() => false), SECRET, "is not valid"],
    ["custom with words", z.string().refine(() => false, "is past"), SECRET, "is past"],
    [
      "with words of its schema",
      z.union([z.int(), z.null()], { error: "Invalid priority" }),
      SECRET,
      "Invalid priority",
    ],
  ])("%s", (_what, shape, given, message) => {
    expect(messageOf(shape, given)).toEqual([message]);
    expect(JSON.stringify(messageOf(shape, given))).not.toMatch(/tq-4711|Invalid input|expected/);
  });

  it("each by itself, at its place", () =>
    expect(faultsOf(OptionValues, { beamSize: 0, languages: ["en", 3], vocabulary: "x" })).toEqual([
      ["languages.1", "must be a text"],
      ["vocabulary", "must be a list"],
      ["beamSize", "must be at least 1"],
    ]));
});

describe("a field that nobody knows", () => {
  const NOT = "is not a field of this request";

  it.each([
    ["langauge", `${NOT}; the nearest is "language"`],
    ["from_seconds", `${NOT}; the nearest is "fromSeconds"`],
    ["LANGUAGE", `${NOT}; the nearest is "language"`],
    ["modle", `${NOT}; the nearest is "model"`],
    ["surprise", NOT],
    ["x".repeat(100_000), NOT],
    ["__proto__x", NOT],
  ])("%.20s is named as wrong, with the one that may be meant", (field, message) => {
    expect(faultsOf(OptionStrings, { [field]: SECRET })).toEqual([[field, message]]);
  });

  it("is one of several, within others too", () => {
    const shape = z.strictObject({ items: z.array(z.strictObject({ scope: z.string().optional() })) });
    expect(faultsOf(shape, { items: [{ scopes: SECRET, b: 1 }], item: 1 })).toEqual([
      ["items.0.scopes", `${NOT}; the nearest is "scope"`],
      ["items.0.b", NOT],
      ["item", `${NOT}; the nearest is "items"`],
    ]);
  });
});

it("gives what is right as its schema reads it", () =>
  expect(readFields(OptionStrings, { beamSize: "3", cache: "no" })).toEqual({ value: { beamSize: 3, cache: false } }));
