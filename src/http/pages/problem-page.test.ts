import { expect, it } from "vitest";
import { problemOfCode } from "../problems/problems.ts";
import { problemPage } from "./problem-page.ts";

const AGAIN = { name: "Sign in again", path: "/again?a=1&b=2" };

it("says what happened, and where to go on", () => {
  const html = problemPage(problemOfCode("sign-in-refused", "Ask an admin.", "the-request"), AGAIN);
  expect(html).toContain("<title>Sign-in refused · Scribewell</title>");
  expect(html).toContain("<h1>Sign-in refused</h1>");
  expect(html).toContain("Ask an admin.");
  expect(html).toContain('href="/again?a=1&amp;b=2">Sign in again</a>');
  expect(html).toContain('<a href="/">Start page</a>');
  expect(html).toContain('<a href="/docs/errors#sign-in-refused">sign-in-refused</a> · request the-request');
});

it("says how long to wait where that helps", () => {
  const problem = problemOfCode("sign-in-unavailable", "Away.", "1");
  expect(problemPage({ ...problem, retryAfter: 5 }, AGAIN)).toContain("again in 5 s.");
  expect(problemPage(problemOfCode("sign-in-off", "No.", "1"), AGAIN)).not.toContain("again in");
});

it("shows texts from outside as texts", () => {
  const hostile = `"><script>x</script>&`;
  const problem = problemOfCode("request-invalid", hostile, hostile);
  const html = problemPage({ ...problem, title: hostile }, { name: hostile, path: hostile });
  expect(html).not.toContain("<script");
  expect(html.split("&quot;&gt;&lt;script&gt;x&lt;/script&gt;&amp;")).toHaveLength(7);
});

it("has no script and no style of its own", () => {
  expect(problemPage(problemOfCode("sign-in-off", "No.", "1"), AGAIN)).not.toMatch(/<script|<style|\son\w+=|\sstyle=/);
});
