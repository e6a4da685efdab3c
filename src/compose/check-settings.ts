import type { Config } from "../config.ts";
import { Failure } from "../domain/failure.ts";
import { findPython } from "../engines/mlx/find-python.ts";
import { findServer } from "../engines/whispercpp/find-server.ts";
import type { MediaDecoder } from "../ports/media.ts";
import type { ModelStore } from "../ports/model-store.ts";
import { wrongModelNames } from "./check-model-names.ts";

/** What the settings are held against. */
interface Here {
  readonly models: Pick<ModelStore, "describe">;
  readonly decoder: Pick<MediaDecoder, "describe">;
}

/**
 * Looks whether this machine has the models and the programs that the settings name: else the day they are needed would tell.
 * @throws {Failure} `settings-invalid`, naming every one that there is not
 */
export async function checkSettings(config: Config, { models, decoder }: Here): Promise<void> {
  const complaints = [...(await wrongModelNames(config, models)), ...(await missingPrograms(config, decoder))];
  if (complaints.length > 0) throw new Failure("settings-invalid", complaints.join(" "));
}

async function missingPrograms(config: Config, decoder: Here["decoder"]): Promise<string[]> {
  const { FFMPEG_PATH, WHISPER_CPP_BIN: bin, MLX_PYTHON: python, ENGINES_DIR: enginesDir } = config;
  const complaints = await Promise.all([
    FFMPEG_PATH === undefined ? null : complaintOf(decoder.describe()),
    bin === undefined ? null : complaintOf(findServer({ bin, enginesDir })),
    python === undefined ? null : complaintOf(findPython({ python, enginesDir })),
  ]);
  return complaints.filter((complaint) => complaint !== null);
}

const complaintOf = (look: Promise<unknown>): Promise<string | null> =>
  look.then(
    () => null,
    (why: unknown) => {
      if (why instanceof Failure) return why.message;
      throw why;
    },
  );
