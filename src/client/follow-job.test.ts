import { afterEach, expect, it } from "vitest";
import { followJob, type Sighting } from "./follow-job.ts";
import { linkTo } from "./link.ts";
import {
  exampleEvents,
  exampleJob,
  ID,
  type PlayService,
  playService,
  sendEvents,
  sendProblem,
} from "./testing/play-service.ts";

let service: PlayService | undefined;
afterEach(() => service?.close());

type Routes = Parameters<typeof playService>[0];

async function follow(routes: Routes, options: { patienceMs?: number; signal?: AbortSignal } = {}) {
  service = await playService(routes);
  const seen: Sighting[] = [];
  const signal = options.signal ?? new AbortController().signal;
  const all = (async () => {
    for await (const sighting of followJob(linkTo(service), ID, { ...options, signal })) seen.push(sighting);
  })();
  return { seen, end: all };
}

const numbers = (seen: readonly Sighting[]) =>
  seen.flatMap((sighting) => (sighting.type === "event" ? [sighting.event.sequence] : []));

const all = exampleEvents.map(({ sequence }) => sequence);

it("takes events up after the last one where the connection was cut, and gives each once", async () => {
  const after: number[] = [];
  const { seen, end } = await follow((app) => {
    app.get("/api/v1/jobs/:id/events", (request, reply) => {
      const last = Number(request.headers["last-event-id"] ?? 0);
      after.push(last);
      const rest = exampleEvents.slice(last);
      return rest.length > 3 ? sendEvents(reply, rest.slice(0, 2), "cut") : sendEvents(reply, rest, "end");
    });
    app.get("/api/v1/jobs/:id", async () => exampleJob());
  });
  await end;
  expect(after).toEqual([0, 2, 4]);
  expect(numbers(seen)).toEqual(all);
});

it("lets events of a kind through that it does not know, as they are", async () => {
  const newer = [{ type: "speaker-named", sequence: 1, name: "Ada" }, ...exampleEvents.slice(1)];
  const { seen, end } = await follow((app) => {
    app.get("/api/v1/jobs/:id/events", (_request, reply) => sendEvents(reply, newer, "end"));
  });
  await end;
  expect(seen[0]).toEqual({ type: "event", event: newer[0] });
  expect(numbers(seen)).toEqual(all);
});

it("looks the job up where events do not get through, until it has finished", async () => {
  let looks = 0;
  const { seen, end } = await follow((app) => {
    app.get("/api/v1/jobs/:id/events", async (_request, reply) => reply.code(504).type("text/html").send("<h1>"));
    app.get("/api/v1/jobs/:id", async () => exampleJob(++looks > 2 ? { state: "succeeded" } : {}));
  });
  await end;
  const states = seen.map((sighting) => (sighting.type === "job" ? sighting.job.state : sighting.type));
  expect(states).toEqual(["running", "running", "succeeded", "succeeded"]);
});

it("asks once more for events when the job finished during the cut", async () => {
  const { seen, end } = await follow((app) => {
    let asked = 0;
    app.get("/api/v1/jobs/:id/events", (_request, reply) =>
      ++asked === 1
        ? sendEvents(reply, exampleEvents.slice(0, 3), "cut")
        : sendEvents(reply, exampleEvents.slice(3), "end"),
    );
    app.get("/api/v1/jobs/:id", async () => exampleJob({ state: "succeeded" }));
  });
  await end;
  expect(numbers(seen)).toEqual(all);
});

it("ends where a finished job has no more events", async () => {
  const { seen, end } = await follow((app) => {
    app.get("/api/v1/jobs/:id/events", async (_request, reply) => reply.code(204).send());
    app.get("/api/v1/jobs/:id", async () => exampleJob({ state: "cancelled" }));
  });
  await end;
  expect(seen.map(({ type }) => type)).toEqual(["job", "job"]);
});

it("gives up when patience is over, and not before", async () => {
  const begun = performance.now();
  const stopping: Routes = (app) =>
    app.all("*", async (_request, reply) => sendProblem(reply, 503, "service-stopping"));
  const { seen, end } = await follow(stopping, { patienceMs: 600 });
  await expect(end).rejects.toMatchObject({ code: "service-stopping" });
  expect(performance.now() - begun).toBeGreaterThan(600);
  expect(new Set(seen.map(({ type }) => type))).toEqual(new Set(["lost"]));
});

it("leaves a service alone for as long as it says", async () => {
  const asked: number[] = [];
  const { end } = await follow((app) => {
    app.all("*", async (_request, reply) => {
      asked.push(performance.now());
      if (asked.length > 2) return sendProblem(reply, 404, "job-not-found");
      return sendProblem(reply.header("retry-after", 1), 429, "rate-limit-reached");
    });
  });
  await expect(end).rejects.toMatchObject({ code: "job-not-found" });
  const [, second = 0, third = 0] = asked;
  expect(third - second).toBeGreaterThan(990);
});

it("fails at once when the job is gone", async () => {
  const { end } = await follow((app) => {
    app.all("*", async (_request, reply) => sendProblem(reply, 404, "job-not-found"));
  });
  await expect(end).rejects.toMatchObject({ code: "job-not-found" });
});

it("ends with the reason of its signal, in a stream and in a pause", async () => {
  const reason = new Error("enough");
  for (const end of ["open", "cut"] as const) {
    const controller = new AbortController();
    const following = await follow(
      (app) => {
        app.get("/api/v1/jobs/:id/events", (_request, reply) =>
          end === "cut" ? sendEvents(reply, [], "cut") : reply.hijack().raw.writeHead(200).write(": ping\n\n"),
        );
        app.get("/api/v1/jobs/:id", async () => exampleJob());
      },
      { signal: controller.signal },
    );
    setTimeout(() => controller.abort(reason), 400);
    await expect(following.end).rejects.toBe(reason);
    await service?.close();
  }
});
