// Writes to dist/ the types of the package: those of what it exports and what these lead to. Those of everything else would be
// fifty times as many files that nobody can import.
// usage: write-declarations.mjs [client]
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const root = fileURLToPath(new URL("..", import.meta.url));
/** Where the sources of a package are, what package.json exports of them, and where they are built. */
const PACKAGES = {
  scribewell: { folder: "src", exported: ["index.ts", "lambda.ts"], built: "dist" },
  client: { folder: "src/client", exported: ["index.ts"], built: "packages/client/dist" },
};
const { folder, exported, built } = PACKAGES[process.argv[2] ?? "scribewell"];
const source = join(root, folder);

const { config } = ts.readConfigFile(join(root, "tsconfig.json"), ts.sys.readFile);
const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, root);
const entries = exported.map((name) => join(source, name));
const program = ts.createProgram(entries, {
  ...options,
  noEmit: false,
  noCheck: true,
  declaration: true,
  emitDeclarationOnly: true,
});

/** What the types of one file are. */
function declarationOf(path) {
  let text;
  program.emit(program.getSourceFile(path), (_path, written) => {
    text = written;
  });
  if (text === undefined) throw new Error(`No types came of ${relative(root, path)}`);
  return text;
}

const reached = new Set(entries);
for (const path of reached) {
  const text = declarationOf(path);
  const near = ts.preProcessFile(text).importedFiles.filter(({ fileName }) => fileName.startsWith("."));
  for (const { fileName } of near) reached.add(resolve(dirname(path), fileName));
  const place = join(root, built, relative(source, path).replace(/\.ts$/, ".d.ts"));
  mkdirSync(dirname(place), { recursive: true });
  // As the compiler writes imports in the JavaScript: not every tool knows that ./a.ts may mean ./a.d.ts.
  writeFileSync(place, text.replace(/(["'])(\.{1,2}\/[^"']+)\.ts\1/g, "$1$2.js$1"));
}
