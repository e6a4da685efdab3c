import { FAILURES } from "../../domain/failure.ts";
import { PROBLEMS, type ProblemCode } from "../problems/problems.ts";
import { escapeHtml, page } from "./page.ts";

const BUG = `## internal-error

Something went wrong that nobody foresaw: a bug. The answer says no more about it; the service's log has a line for it
with the same request id. Please report it with that line.
`;

/** The page that problem details point to, made of `docs/errors.md`: one section a code, with an anchor of its name. */
export function errorsPage(markdown: string): string {
  const [, ...sections] = `${markdown}\n${BUG}`.split(/^## /m);
  const main = `<div class="column">
<h1>Errors</h1>
<p class="lead">Every refusal and every known failure has one code. Codes do not change between releases.</p>
<p>A failed request is answered with <code>application/problem+json</code>; <code>code</code> is one of these,
<code>detail</code> says what happened this time. The same codes stand in <code>error</code> of a job that failed.</p>
<ul class="codes">
${sections.map((section) => `<li><a href="#${codeOf(section)}">${codeOf(section)}</a></li>`).join("\n")}
</ul>
${sections.map(toSection).join("\n")}
</div>`;
  return page({ title: "Errors · Scribewell", main });
}

function toSection(markdown: string): string {
  const [, ...lines] = markdown.split("\n");
  const code = codeOf(markdown);
  const paragraphs = lines
    .join("\n")
    .trim()
    .split(/\n{2,}/);
  return `<h2 class="code-name" id="${code}"><a href="#${code}">${code}</a>${factsOf(code)}</h2>
${paragraphs.map((paragraph) => `<p>${toInline(paragraph)}</p>`).join("\n")}`;
}

const codeOf = (section: string) => escapeHtml(section.split("\n")[0]?.trim() ?? "");

function factsOf(code: string): string {
  if (!isProblemCode(code)) return "";
  const retry = code !== "internal-error" && FAILURES[code].retry ? " · the same again can help" : "";
  return `<span class="facts">HTTP ${PROBLEMS[code].status}${retry}</span>`;
}

const isProblemCode = (code: string): code is ProblemCode => Object.hasOwn(PROBLEMS, code);

/** `code` and links. A link to another page of the docs is left as its words: only this page is served. */
function toInline(text: string): string {
  return escapeHtml(text)
    .replace(/`([^`]+)`/g, "<code>$1</code>")
    .replace(/\[([^\]]+)\]\((https?:[^)]+)\)/g, '<a href="$2">$1</a>')
    .replace(/\[([^\]]+)\]\([^)]*\)/g, "$1");
}
