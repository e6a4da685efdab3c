import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import { sql } from "kysely";
import { expect, it } from "vitest";
import { openServer } from "./open-server.ts";

/** A message of a server that asks who comes. */
function authentication(kind: number, content: string): Buffer {
  const length = Buffer.alloc(8);
  length.writeInt32BE(8 + content.length, 0);
  length.writeInt32BE(kind, 4);
  return Buffer.concat([Buffer.from("R"), length, Buffer.from(content)]);
}
const [ASK, CONTINUE] = [10, 11];

it("hangs up where the server asks for a password and there is none: the process may end", async () => {
  const server = createServer((socket: Socket) => {
    socket.once("data", () => {
      socket.write(authentication(ASK, "SCRAM-SHA-256\0\0"));
      socket.once("data", () => socket.write(authentication(CONTINUE, "r=x,s=x,i=1")));
    });
    socket.on("error", () => {});
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number }; // it listens on TCP
  const { db, close } = openServer({ url: `postgres://user@127.0.0.1:${port}/x`, connections: 1 });
  try {
    const [[socket]] = await Promise.all([
      once(server, "connection"),
      expect(sql`select 1`.execute(db)).rejects.toThrow("password must be a string"),
    ]);
    await expect.poll(() => (socket as Socket).readableEnded).toBe(true); // as a server's event has it
  } finally {
    await close();
    server.close();
  }
});
