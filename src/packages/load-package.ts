import { Failure } from "../domain/failure.ts";
import { codeOf } from "../domain/system-errors.ts";

/**
 * Loads a package that only some settings need, and that is installed beside the service where they are used.
 * @param load imports it
 * @param needed `by`: what needs it, as the operator has written it; `packages`: what to install
 * @throws {Failure} `settings-invalid` where it is not installed
 */
export async function loadPackage<Loaded>(
  load: () => Promise<Loaded>,
  { by, packages }: { readonly by: string; readonly packages: readonly string[] },
): Promise<Loaded> {
  try {
    return await load();
  } catch (error) {
    if (codeOf(error) !== "ERR_MODULE_NOT_FOUND") throw error;
    throw new Failure(
      "settings-invalid",
      `${by} needs what is not installed here. Run: npm install ${packages.join(" ")}`,
      { cause: error },
    );
  }
}
