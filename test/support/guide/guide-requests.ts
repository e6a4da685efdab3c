import type { Example } from "./guide-page.ts";

/** What an example asks of the service, as it is written: `POST /api/v1/jobs/*`, with `*` for what it fills in. */
export type GuideRequest = `${string} /${string}`;

/** What stands in a path for a value: a variable of the shell, or an expression in TypeScript or Python. */
const FILLED = /\$\{[^}]*\}|\{[^}]*\}|\$\w+/g;
const METHOD = "GET|POST|PUT|PATCH|DELETE|HEAD";
const PATH = new RegExp(
  `(?:["'](?<named>${METHOD})["'],\\s*|\\.(?<called>get|post|put|patch|delete|head)\\(\\s*)?` +
    /f?(?<quote>["'`])(?:\$\{\w+\}|(?:http|ws):\/\/127\.0\.0\.1:8000)?(?<path>\/(?:(?!\k<quote>)[^\n])*)\k<quote>/
      .source,
  "g",
);

/** The requests of an example, found by how the pages write them. */
export const requestsOf = ({ language, code }: Example): GuideRequest[] =>
  language === "sh" ? ofCurl(code) : ofCalls(code);

function ofCurl(code: string): GuideRequest[] {
  return code
    .split(/\b(?:curl|websocat)\b/)
    .slice(1)
    .flatMap((command) => {
      const [, path] = /127\.0\.0\.1:8000(\/[^\s"'|)]*)/.exec(command) ?? [];
      if (path === undefined) return [];
      const [, said] = /\s-X (\w+)/.exec(command) ?? [];
      const sends = /\s(?:-d|-F|--data-binary|--json)\s/.test(command) ? "POST" : "GET";
      return [requestOf(said ?? sends, path)];
    });
}

function ofCalls(code: string): GuideRequest[] {
  const matches = [...code.matchAll(PATH)];
  return matches.map((match, index) => {
    const { named, called, path = "" } = match.groups ?? {};
    const rest = code.slice(match.index, matches[index + 1]?.index).split(/;\n|\n\n/)[0] ?? "";
    const [, said] = new RegExp(`method[:=]\\s*["'](${METHOD})`).exec(rest) ?? [];
    return requestOf(named ?? called?.toUpperCase() ?? said ?? "GET", path);
  });
}

const requestOf = (method: string, path: string): GuideRequest =>
  `${method} ${path.replaceAll(FILLED, "*").split("?")[0] ?? ""}` as GuideRequest; // the path begins with a slash

/** The route of these that a request is for: of several the one that says most of its path. */
export function routeOf(request: GuideRequest, routes: readonly string[]): string | undefined {
  const parts = request.split(/[ /]+/);
  const fitting = routes.filter((route) => {
    const said = route.split(/[ /]+/);
    const isLong = said.at(-1) === "{*}" ? parts.length >= said.length : parts.length === said.length;
    return isLong && said.every((part, index) => part.startsWith("{") || part === parts[index]);
  });
  return fitting.sort((a, b) => a.split("{").length - b.split("{").length)[0];
}
