#!/usr/bin/env node
import { existsSync } from "node:fs";

const [major, minor] = process.versions.node.split(".").map(Number);
const program = new URL("../dist/cli/main.js", import.meta.url);

if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(
    `scribewell: Node ${process.versions.node} is too old. It needs Node 20.19 or newer: https://nodejs.org\n`,
  );
  process.exitCode = 1;
} else if (existsSync(program)) {
  const { main } = await import(program.href);
  process.exitCode = await main(process);
} else {
  process.stderr.write("scribewell: it is not built yet. Run: npm run build\n");
  process.exitCode = 1;
}
