import { afterEach, expect, it } from "vitest";
import { Failure } from "../../domain/failure.ts";
import { type Host, modelHost } from "./host.ts";
import type { HostOptions, ProcessLoss } from "./host-child.ts";
import type { ClockworkInput } from "./testing/clockwork-model.ts";

const MODULE = new URL("./testing/clockwork-model.ts", import.meta.url).href;
const never = new AbortController().signal;
const hosts: Host<ClockworkInput, number>[] = [];
afterEach(() => Promise.all(hosts.splice(0).map((host) => host.close())));

function open(more: Partial<HostOptions>): { host: Host<ClockworkInput, number>; losses: ProcessLoss[] } {
  const losses: ProcessLoss[] = [];
  const onLoss = (loss: ProcessLoss) => void losses.push(loss);
  const options = { name: "test/clockwork", module: MODULE, stallMs: 60_000, settings: {}, onLoss };
  const host = modelHost<ClockworkInput, number>(
    Object.defineProperties(options, Object.getOwnPropertyDescriptors(more)),
  );
  hosts.push(host);
  return { host, losses };
}

async function ask(host: Host<ClockworkInput, number>, input: ClockworkInput): Promise<number[]> {
  const got: number[] = [];
  for await (const event of host.ask(input, never)) got.push(event);
  return got;
}

it("tells of a process that ended by itself, and not of one that was ended", async () => {
  const { host, losses } = open({});
  await ask(host, { do: "count", to: 1 });
  await expect(ask(host, { do: "crash" })).rejects.toMatchObject({ code: "engine-lost" });
  expect(losses).toEqual([{ exit: "SIGKILL", said: "", wasLoaded: true }]);
  await ask(host, { do: "count", to: 1 });
  await host.close();
  expect(losses).toHaveLength(1);
});

it("passes on the failure that its owner makes of a loss", async () => {
  const { host } = open({ onLoss: ({ exit }) => new Failure("engine-failed", `died of ${exit}`) });
  await expect(ask(host, { do: "crash" })).rejects.toMatchObject({ code: "engine-failed", message: "died of SIGKILL" });
});

it("reads its settings anew for each process", async () => {
  let starts = 0;
  const { host } = open({
    get settings() {
      return { refuse: starts++ === 0 };
    },
  });
  await expect(ask(host, { do: "count", to: 1 })).rejects.toMatchObject({ code: "engine-unavailable" });
  expect(await ask(host, { do: "count", to: 1 })).toEqual([1]);
});
