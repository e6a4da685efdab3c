import { expect, it } from "vitest";
import { type Opener, opener } from "./opener.ts";

interface Thing {
  readonly number: number;
  readonly closings: () => number;
  close(): Promise<void>;
}

const model = (name: string) => ({ name, files: {}, family: "whisper", tasks: null });

/** Opens numbered things, so long as nothing is wrong. */
function workshop(failures = 0): { things: Thing[]; doors: Opener<Thing>; tries: () => number } {
  const things: Thing[] = [];
  let tries = 0;
  const doors = opener<Thing>(async () => {
    tries++;
    await new Promise((resolve) => setTimeout(resolve, 5));
    if (tries <= failures) throw new Error("it does not load");
    let closings = 0;
    const thing: Thing = {
      number: things.length,
      closings: () => closings,
      async close() {
        closings++;
      },
    };
    things.push(thing);
    return thing;
  });
  return { things, doors, tries: () => tries };
}

it("opens one thing for each model, however many ask at once", async () => {
  const { doors, tries } = workshop();
  const [first, again, other] = await Promise.all(["a", "a", "b"].map((name) => doors.open(model(name))));
  expect(again).toBe(first);
  expect(other).not.toBe(first);
  expect(await doors.open(model("a"))).toBe(first);
  expect(tries()).toBe(2);
});

it("tries a model again that could not be opened, and tells each asker of the failure", async () => {
  const { doors, tries } = workshop(1);
  const answers = await Promise.allSettled([doors.open(model("a")), doors.open(model("a"))]);
  expect(answers.map((answer) => answer.status === "rejected" && answer.reason.message)).toEqual([
    "it does not load",
    "it does not load",
  ]);
  expect(tries()).toBe(1);
  expect(await doors.open(model("a"))).toMatchObject({ number: 0 });
  expect(tries()).toBe(2);
});

it("closes everything once, also what is still being opened", async () => {
  const { doors, things } = workshop();
  await doors.open(model("a"));
  const late = doors.open(model("b"));
  await doors.close();
  await doors.close();
  expect(things.map((thing) => thing.closings())).toEqual([1, 1]);
  expect(await late).toBe(things[1]);
});

it("closes what there is when something could not be opened", async () => {
  const { doors, things } = workshop(1);
  await expect(doors.open(model("a"))).rejects.toThrow("it does not load");
  await doors.open(model("b"));
  await doors.close();
  expect(things.map((thing) => thing.closings())).toEqual([1]);
});

it("opens nothing more once it is closed", async () => {
  const { doors, tries } = workshop();
  await doors.close();
  await expect(doors.open(model("a"))).rejects.toThrow("has been closed");
  expect(tries()).toBe(0);
});
