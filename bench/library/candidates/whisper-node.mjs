// whisper.cpp in this process.
import { availableParallelism } from "node:os";

export const packageName = "@fugood/whisper.node";

export async function open({ load, models }) {
  const { initWhisper } = await load(packageName);
  const context = await initWhisper({ filePath: `${models}/ggml/ggml-base-q5_1.bin`, useGpu: false });
  return async (recording) => {
    const { promise } = context.transcribeFile(recording, { language: "en", maxThreads: availableParallelism() });
    return (await promise).result;
  };
}
