import { LINTERS, lintPackage } from "./lint-package.ts";
import { packPackage } from "./pack-package.ts";

// Packs the package and shows what publint and attw say of it. Exits with an error where one finds fault.
// usage: npm run package-check

const { tarball, dispose } = await packPackage();
try {
  for (const linter of LINTERS) console.log(await lintPackage(linter, tarball));
} finally {
  await dispose();
}
