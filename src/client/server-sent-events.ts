/**
 * Reads the `data` of server-sent events as they come. Comments are passed over, and so is an event that was cut off
 * before its end. Ends with the stream, and fails as it does.
 */
export async function* dataOfEvents(body: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let unfinished = "";
  let data: string[] = [];
  for await (const chunk of body) {
    const lines = (unfinished + decoder.decode(chunk, { stream: true })).split(/\r?\n/);
    unfinished = lines.pop() ?? "";
    for (const line of lines) {
      if (line.startsWith("data:")) data.push(line.slice("data:".length).replace(/^ /, ""));
      if (line !== "" || data.length === 0) continue;
      yield data.join("\n");
      data = [];
    }
  }
}
