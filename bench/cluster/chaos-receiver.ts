import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

/** Who is told how jobs end, and does not always say so. */
export interface Receiver {
  readonly url: string;
  /** What was told of each job, by its id. */
  readonly told: ReadonlyMap<string, ReadonlySet<string>>;
  close(): void;
}

/** One more, and the next attempt comes after a longer time than a run waits. */
const MOST_REFUSALS = 2;

/** @param refused share of what is answered with 500, each message twice at most */
export async function startReceiver(refused: number): Promise<Receiver> {
  const told = new Map<string, Set<string>>();
  const refusals = new Map<string, number>();
  const server = createServer(async (request, response) => {
    const { type, data } = JSON.parse(await text(request)) as { type: string; data: { job: { id: string } } };
    const events = told.get(data.job.id) ?? new Set();
    told.set(data.job.id, events);
    const id = String(request.headers["webhook-id"]);
    const before = refusals.get(id) ?? 0;
    if (before >= MOST_REFUSALS || Math.random() >= refused) {
      events.add(type);
      response.writeHead(204).end();
    } else {
      refusals.set(id, before + 1);
      response.writeHead(500).end();
    }
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo; // it listens on TCP
  return { url: `http://127.0.0.1:${port}/`, told, close: () => server.close() };
}
