/** How our pages look; light or dark as the reader has it. */
export const pageStyle = `:root {
  color-scheme: light dark;
  --paper: #ffffff; --panel: #f4f6f8; --ink: #1c2530; --soft: #57636f; --line: #dde3e8; --link: #0b62b8; --mark: #0f7b6c;
  --text: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "DejaVu Sans", sans-serif;
  --code: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14181c; --panel: #1c2227; --ink: #e3e8ec; --soft: #9aa6b1; --line: #2d353c; --link: #6cb4f5; --mark: #4cc2ae;
  }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 4.5rem; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.6 var(--text); }
a { color: var(--link); text-underline-offset: .15em; }
a:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 2px; }
.top { position: sticky; top: 0; z-index: 10; display: flex; align-items: center; gap: 2rem; padding: .8rem 1.5rem;
  background: var(--paper); border-bottom: 1px solid var(--line); }
.top nav { display: flex; gap: 1.25rem; }
.top a { text-decoration: none; }
.top nav a { color: var(--soft); }
.top a:hover { text-decoration: underline; }
.brand { color: var(--ink); font-weight: 650; letter-spacing: -.01em; }
.brand::before { content: ""; display: inline-block; width: .65em; height: .65em; margin-right: .5em; border-radius: 50%;
  background: var(--mark); }
.column { max-width: 46rem; margin: 0 auto; padding: 2.5rem 1.5rem 5rem; }
.column h1 { margin: 0 0 .5rem; font-size: 2rem; line-height: 1.2; letter-spacing: -.02em; }
.column h2 { margin: 2.5rem 0 .75rem; font-size: 1.2rem; line-height: 1.3; }
.lead { margin: 0 0 2rem; color: var(--soft); font-size: 1.1rem; }
.column code, .column pre { font-family: var(--code); font-size: .875em; }
.column p code { padding: .1em .35em; background: var(--panel); border-radius: 4px; }
.column pre { margin: 0 0 1rem; padding: 1rem 1.25rem; overflow-x: auto; background: var(--panel); border: 1px solid var(--line);
  border-radius: 8px; line-height: 1.5; }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(13rem, 1fr)); gap: 1rem; padding: 0; list-style: none; }
.cards a { display: block; height: 100%; padding: 1rem 1.25rem; color: inherit; text-decoration: none;
  border: 1px solid var(--line); border-radius: 8px; }
.cards a:hover { border-color: var(--link); }
.cards strong { display: block; color: var(--link); }
.cards span { color: var(--soft); font-size: .925rem; }
.ways { display: flex; flex-wrap: wrap; align-items: center; gap: .75rem 1.5rem; }
.way { padding: .5rem 1.1rem; color: var(--paper); background: var(--link); border-radius: 8px; text-decoration: none; }
.way:hover { text-decoration: underline; }
.foot { margin-top: 3rem; color: var(--soft); font-size: .875rem; }
.codes { columns: 13rem; margin: 1.5rem 0 0; padding: 1rem 1.25rem; list-style: none; background: var(--panel);
  border-radius: 8px; font-family: var(--code); font-size: .825rem; line-height: 1.9; }
.codes a { color: inherit; text-decoration: none; }
.codes a:hover { text-decoration: underline; }
.column .code-name { display: flex; flex-wrap: wrap; align-items: baseline; gap: .35rem .75rem; padding-top: 1.5rem;
  border-top: 1px solid var(--line); }
.code-name a { color: inherit; text-decoration: none; font-family: var(--code); font-size: 1.05rem; }
.code-name a:hover { text-decoration: underline; }
.code-name:target a { color: var(--mark); }
.facts { color: var(--soft); font-size: .8rem; font-weight: 400; }
.swagger-ui .wrapper, .swagger-ui .information-container { max-width: 72rem; }
.swagger-ui .info { margin: 2rem 0 1rem; }
.swagger-ui .scheme-container { display: none; }
.swagger-ui .info__license { display: none; }
html.dark-mode { background: var(--paper); }
html.dark-mode .swagger-ui { background: transparent; }
noscript { display: block; padding: 2rem 1.5rem; }
`;
