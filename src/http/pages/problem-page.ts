import { textOfProblem } from "../problems/answer-problem.ts";
import type { Problem } from "../problems/problems.ts";
import { escapeHtml, page } from "./page.ts";

/** What a person sees who was sent somewhere by a browser, and cannot go on. @param way where another try begins */
export function problemPage(problem: Problem, way: { readonly name: string; readonly path: string }): string {
  const { title, code, instance, retryAfter } = problem;
  const wait = retryAfter === undefined ? "" : `<p>Try again in ${retryAfter} s.</p>\n`;
  const main = `<div class="column">
<h1>${escapeHtml(title)}</h1>
<p class="lead">${escapeHtml(textOfProblem(problem))}</p>
${wait}<p class="ways"><a class="way" href="${escapeHtml(way.path)}">${escapeHtml(way.name)}</a> <a href="/">Start page</a></p>
<p class="foot"><a href="/docs/errors#${code}">${code}</a> · request ${escapeHtml(instance)}</p>
</div>`;
  return page({ title: `${title} · Scribewell`, main });
}
