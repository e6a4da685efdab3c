import openapiTypes, { astToString, type OpenAPI3 } from "openapi-typescript";
import { expect, it } from "vitest";
import { openapiCommand } from "../cli/commands/openapi.ts";
import { playTerminal } from "../cli/testing/play-terminal.ts";

// Written anew by: npm run client:types

const HEAD = `/** Every route and answer of the service, as its OpenAPI document has them. Written by "npm run client:types". */\n\n`;

it("has the types that the service's own description gives", async () => {
  const { terminal, stdout } = playTerminal();
  await openapiCommand.run([], terminal);
  const document: OpenAPI3 = JSON.parse(stdout());
  const types = astToString(await openapiTypes(document, { alphabetize: true }));
  await expect(HEAD + types).toMatchFileSnapshot("schema.ts");
});
