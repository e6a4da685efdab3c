import { readFileSync } from "node:fs";

/** A row of the tables of what the clients of other services can do here. */
export interface ClientRow {
  /** `OpenAI` */
  readonly service: string;
  /** Methods of its client of npm, as `audio.transcriptions.create`. */
  readonly npm: readonly string[];
  /** The same of PyPI. */
  readonly python: readonly string[];
  /** The text of the tests that the row names. */
  readonly tests: string;
}

const PAGE = new URL("../../../docs/api/README.md", import.meta.url);
/** A method, and not a parameter that stands beside it. */
const METHOD =
  /`((?:\w+\.)+\w+|Async\w+|\w+Transcriber|run|runSync|status|statusSync|stream|cancel|health|purgeQueue)`/g;

/** The rows of the tables, in their order. */
export function clientRows(): ClientRow[] {
  const page = readFileSync(PAGE, "utf8");
  const places = new Map([...page.matchAll(/^\[(\w+)\]: (\S+)$/gm)].map(([, name = "", place = ""]) => [name, place]));
  const [, section = ""] = page.split("## The clients of other services\n");
  return section
    .split("### ")
    .slice(1)
    .flatMap((part) => {
      const [service = "", ...lines] = part.split("\n");
      return lines
        .filter((line) => line.startsWith("| ") && !line.startsWith("| npm"))
        .map((line) => {
          const [npm = "", python = "", , tried = ""] = line.split("|").slice(1);
          const names = [...tried.matchAll(/\]\[(\w+)\]/g)].map(([, name = ""]) => name);
          const tests = names.map((name) => readFileSync(new URL(places.get(name) ?? "", PAGE), "utf8")).join("\n");
          return {
            service,
            npm: methodsIn(npm.split(" with ")[0]),
            python: methodsIn(python.split(" with ")[0]),
            tests,
          };
        });
    });
}

const methodsIn = (cell = ""): string[] => [...cell.matchAll(METHOD)].map(([, name = ""]) => name);
