import { readFile } from "node:fs/promises";
import { Tokenizer } from "@huggingface/tokenizers";

/** Between text and the tokens of a Whisper model. */
export interface Vocabulary {
  encode(text: string): number[];
  /** The bytes of one text token. Tokens may split a character, so join bytes before reading them as UTF-8. */
  bytesOf(token: number): Uint8Array;
}

/** Reads `tokenizer.json` and `tokenizer_config.json` of the Hugging Face layout. */
export async function readVocabulary(files: { tokenizer: string; tokenizerConfig: string }): Promise<Vocabulary> {
  const [tokenizerJson, config] = await Promise.all(
    [files.tokenizer, files.tokenizerConfig].map(async (path) => JSON.parse(await readFile(path, "utf8"))),
  );
  const tokenizer = new Tokenizer(tokenizerJson, config);
  const byteByCharacter = byteAlphabet();
  const known = new Map<number, Uint8Array>();

  function spell(token: number): Uint8Array {
    const characters = [...(tokenizer.id_to_token(token) ?? "")];
    return Uint8Array.from(characters.flatMap((character) => byteByCharacter.get(character) ?? []));
  }

  return {
    encode: (text) => tokenizer.encode(text, { add_special_tokens: false }).ids,
    bytesOf(token) {
      const bytes = known.get(token) ?? spell(token);
      known.set(token, bytes);
      return bytes;
    },
  };
}

/** GPT-2's byte-level alphabet: printable Latin-1 stands for itself, the other bytes for characters from U+0100 on. */
function byteAlphabet(): Map<string, number> {
  const alphabet = new Map<string, number>();
  let next = 256;
  for (let byte = 0; byte < 256; byte++) {
    const printable = (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
    alphabet.set(String.fromCodePoint(printable ? byte : next++), byte);
  }
  return alphabet;
}
