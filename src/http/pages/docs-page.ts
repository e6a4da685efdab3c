import { page } from "./page.ts";

/** The API browser. What it shows it reads from `/openapi.json`. */
export function docsPage(): string {
  return page({
    title: "Scribewell API",
    head: '<link rel="stylesheet" href="/docs/swagger-ui.css">\n',
    main: `<div id="api"></div>
<noscript>This page needs scripts to be shown. The same is in <a href="/openapi.json">openapi.json</a>.</noscript>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/docs.js"></script>`,
  });
}

/** Starts the API browser. A file of its own, as no script in a page is allowed to run. */
export const docsScript = `const dark = matchMedia("(prefers-color-scheme: dark)");
const follow = () => document.documentElement.classList.toggle("dark-mode", dark.matches);
follow();
dark.addEventListener("change", follow);
SwaggerUIBundle({
  url: "/openapi.json",
  domNode: document.getElementById("api"),
  deepLinking: true,
  defaultModelsExpandDepth: 0,
  displayRequestDuration: true,
  docExpansion: "list",
  validatorUrl: null,
});
`;
