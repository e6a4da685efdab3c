import { expect, it } from "vitest";
import { returnPath } from "./return-path.ts";

it.each([
  ["/", "/"],
  ["/jobs/1?x=1#end", "/jobs/1?x=1#end"],
  ["/a/../b", "/b"],
  ["/%2F/evil.example", "/%2F/evil.example"],
  ["/jobs?next=//evil.example", "/jobs?next=//evil.example"],
])("takes %j for a place on this site", (text, path) => expect(returnPath(text)).toBe(path));

it.each([
  "",
  "jobs",
  "https://evil.example/",
  "//evil.example",
  "/\\evil.example",
  "/\t/evil.example",
  "/\n/evil.example",
  "/.//evil.example",
  "/x/..//evil.example",
  "/x/..\\/evil.example",
  "/.//",
  "//",
  "\\\\evil.example",
  "javascript:alert(1)",
  " //evil.example",
])("takes %j for none", (text) => expect(returnPath(text)).toBeNull());
