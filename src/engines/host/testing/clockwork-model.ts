import type { LoadModel } from "../protocol.ts";

/** What the stand-in model is told to do; it computes nothing, so that the host alone is under test. */
export type ClockworkInput =
  | { readonly do: "count"; readonly to: number }
  | { readonly do: "fail" }
  | { readonly do: "crash" }
  | { readonly do: "hang" }
  | { readonly do: "work"; readonly ms: number }
  | { readonly do: "ignore-the-signal" };

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

export const load: LoadModel<{ refuse?: boolean }, ClockworkInput, number> = async ({ refuse }) => {
  if (refuse) throw new Error("the file\nis damaged");
  return {
    async *run(input, { alive, signal }) {
      if (input.do === "count") for (let i = 1; i <= input.to; i++) yield i;
      if (input.do === "fail") throw new Error("no answer to this");
      if (input.do === "crash") process.kill(process.pid, "SIGKILL");
      if (input.do === "hang") await pause(600_000);
      if (input.do === "ignore-the-signal") {
        for (;;) {
          alive();
          await pause(100);
        }
      }
      if (input.do !== "work") return;
      for (let spent = 0; spent < input.ms; spent += 50) {
        signal.throwIfAborted();
        alive();
        await pause(50);
      }
      yield process.pid;
    },
  };
};
