import { LINTERS, lintPackage } from "./lint-package.ts";
import { packClient, packPackage } from "./pack-package.ts";

// Packs both packages and shows what publint and attw say of them. Exits with an error where one finds fault.
// usage: npm run package-check

for (const pack of [packPackage, packClient]) {
  const { tarball, dispose } = await pack();
  try {
    for (const linter of LINTERS) console.log(await lintPackage(linter, tarball));
  } finally {
    await dispose();
  }
}
