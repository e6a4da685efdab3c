import { createParser } from "eventsource-parser";

/**
 * Reads the `data` of server-sent events as they come. Comments are passed over, and so is an event that was cut off
 * before its end. Ends with the stream, and fails as it does.
 */
export async function* dataOfEvents(body: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  const ready: string[] = [];
  const parser = createParser({ onEvent: ({ data }) => void ready.push(data) });
  for await (const chunk of body) {
    parser.feed(decoder.decode(chunk, { stream: true }));
    yield* ready.splice(0);
  }
}
