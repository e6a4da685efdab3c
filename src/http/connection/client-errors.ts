import { randomUUID } from "node:crypto";
import type { Duplex } from "node:stream";
import { problemOfCode } from "../problems/problems.ts";

const ANSWERS: Readonly<Record<string, { status: string; detail: string }>> = {
  HPE_HEADER_OVERFLOW: {
    status: "431 Request Header Fields Too Large",
    detail: "The headers are longer than is read here.",
  },
  ERR_HTTP_REQUEST_TIMEOUT: { status: "408 Request Timeout", detail: "The headers did not come in time." },
};

/** Answers what is not HTTP, or not whole, as well as that can be, and ends the connection. */
export function answerClientError(error: Error & { code?: string }, socket: Duplex): void {
  if (error.code === "ECONNRESET" || !socket.writable) {
    socket.destroy();
    return;
  }
  const { status, detail } = ANSWERS[error.code ?? ""] ?? { status: "400 Bad Request", detail: "This is not HTTP." };
  const problem = { ...problemOfCode("request-invalid", detail, randomUUID()), status: Number.parseInt(status, 10) };
  const body = JSON.stringify(problem);
  socket.end(
    [
      `HTTP/1.1 ${status}`,
      "content-type: application/problem+json",
      `content-length: ${Buffer.byteLength(body)}`,
      "connection: close",
      "",
      body,
    ].join("\r\n"),
  );
}
