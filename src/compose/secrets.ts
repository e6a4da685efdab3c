import type { Config } from "../config.ts";
import type { SecretBox } from "../ports/secret-box.ts";
import { keyFromFile } from "../secrets/key-file.ts";
import { noSecretBox, secretBox } from "../secrets/secret-box.ts";

/**
 * What keeps secrets. With an embedded database its key is made by itself; on a server every process needs the same one.
 * @throws {Failure} `data-directory-unusable`
 */
export async function composeSecrets(config: Config, { isEmbedded }: { isEmbedded: boolean }): Promise<SecretBox> {
  const key = config.SECRETS_KEY ?? (isEmbedded ? await keyFromFile(config.DATA_DIR) : undefined);
  return key ? secretBox(key) : noSecretBox();
}
