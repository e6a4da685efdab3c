/** Reads the tokens of the Llama vocabulary, which Moonshine writes in. */
export interface TokenTable {
  decode(tokens: readonly number[]): string;
}

const BYTE = /^<0x([0-9A-F]{2})>$/;
const SPACE = "▁";

/** The table is part of npm's llama-tokenizer-js, so that nothing has to be downloaded for it. */
export async function readTokenTable(): Promise<TokenTable> {
  const { default: llama } = await import("llama-tokenizer-js");
  const spelled: readonly string[] = llama.vocabById;
  return { decode: (tokens) => decodeTokens(spelled, tokens) };
}

function decodeTokens(spelled: readonly string[], tokens: readonly number[]): string {
  const bytes = tokens.map((token) => {
    const text = spelled[token] ?? "";
    const byte = BYTE.exec(text)?.[1];
    // A character outside the table is written as its UTF-8 bytes, one token each.
    return byte === undefined ? Buffer.from(text.replaceAll(SPACE, " "), "utf8") : Buffer.from(byte, "hex");
  });
  return Buffer.concat(bytes).toString("utf8").replaceAll("\uFFFD", "").trim();
}
