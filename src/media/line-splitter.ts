import { StringDecoder } from "node:string_decoder";

/** No line that this product looks for is longer; the rest of a longer one is dropped. */
const LONGEST_LINE = 4096;

/**
 * Cuts bytes into lines and hands each on as it ends. Holds one line at most, and of that only its beginning,
 * so what a hostile file makes a program say cannot fill the memory.
 */
export function lineSplitter(onLine: (line: string) => void): { push(bytes: Buffer): void; end(): void } {
  const decoder = new StringDecoder("utf8");
  let open = "";

  function push(bytes: Buffer): void {
    const [first = "", ...rest] = decoder.write(bytes).split(/\r\n|\n|\r/);
    open = (open + first).slice(0, LONGEST_LINE);
    for (const piece of rest) {
      onLine(open);
      open = piece.slice(0, LONGEST_LINE);
    }
  }

  return {
    push,
    end() {
      if (open !== "") onLine(open);
      open = "";
    },
  };
}
