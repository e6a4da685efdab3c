import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { resultForms } from "../../src/dialects/result-forms.ts";
import { dialectRoutes } from "../../src/dialects/routes.ts";
import { type OpenApp, openApp } from "../../src/http/testing/open-app.ts";
import { isBeginning, LANGUAGES, type Language, readGuide } from "../support/guide/guide-page.ts";
import { requestsOf, routeOf } from "../support/guide/guide-requests.ts";

// That the guide leaves no route out. What its examples do is tried in api-guide.test.ts.

/** Routes without an example, and why. */
const WITHOUT: readonly { readonly route: RegExp; readonly why: string }[] = [
  { route: /^OPTIONS \/api\/v1\/resumable-uploads$/, why: "clients of tus ask it by themselves" },
  { route: /^POST \/api\/v1\/resumable-uploads$/, why: "clients of tus are given its address alone" },
  { route: /^GET \/api\/v1\/sign-in\/oidc(\/callback)?$/, why: "a browser is sent there" },
  { route: /^GET \/v2\/transcript\/\{\w+\}\/redacted-audio$/, why: "it is there to say that nothing is redacted" },
];

const pages = await readGuide();
let opened: OpenApp;
let routes: string[];
beforeAll(async () => {
  opened = await openApp({ dialects: dialectRoutes, resultForms });
  const { paths } = (await (await fetch(`${opened.url}/openapi.json`)).json()) as { paths: Record<string, object> };
  routes = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
});
afterAll(() => opened.app.close());

const shownIn = (language: Language): Set<string | undefined> => {
  const examples = pages.flatMap((page) => page.examples.filter((example) => example.language === language));
  return new Set(examples.flatMap(requestsOf).map((request) => routeOf(request, routes)));
};
const needsOne = (route: string) => !route.includes(" /test/") && !WITHOUT.some((each) => each.route.test(route));

describe.each(LANGUAGES)("the guide in %s", (language) => {
  it("shows every route", () => {
    // Clients of other services are shown by their methods, which no path names.
    const expected = routes.filter((route) => needsOne(route) && (language === "sh" || route.includes(" /api/")));
    const shown = shownIn(language);
    expect(expected.length).toBeGreaterThan(25);
    expect(expected.filter((route) => !shown.has(route))).toEqual([]);
  });

  it("asks nothing that there is not", () => {
    const examples = pages.flatMap((page) => page.examples.map((example) => ({ page, example })));
    const unknown = examples
      .filter(({ example }) => example.language === language)
      .flatMap(({ page, example }) => requestsOf(example).map((request) => ({ page, request })))
      .filter(({ request }) => /\/(api\/v1|v1|v2)\//.test(request) && routeOf(request, routes) === undefined)
      .map(({ page, request }) => `${page.name}: ${request}`);
    expect(unknown).toEqual([]);
  });
});

it("names every page on its first one", () => {
  const first = pages.find(({ name }) => isBeginning(name))?.text ?? "";
  const others = pages.filter(({ name }) => !isBeginning(name)).map(({ name }) => name);
  expect(
    others.filter((name) => !first.includes(`(${name.replace("docs/api/", "").replace("docs/", "../")})`)),
  ).toEqual([]);
});

it("says why of each example that is not run", () => {
  const written = pages.flatMap(({ text }) => text.match(/<!--/g) ?? []).length;
  const reasons = pages.flatMap(({ examples }) => examples.flatMap(({ notRun }) => notRun ?? []));
  expect(reasons.length).toBe(written);
  expect(reasons.filter((reason) => reason.length < 15)).toEqual([]);
});
