// Text with times of words, what was silence and noise, and a check of what the model made up come with it.
export const packageName = "scribewell";

export async function open({ load, models }) {
  const { openTranscriber, readConfig } = await load(packageName);
  const config = readConfig({ MODELS_MIRROR: models, MODELS_DIR: `${process.cwd()}/models` });
  const transcriber = await openTranscriber({ config });
  return async (recording) => {
    const options = { model: "onnx/whisper-base", language: "en" };
    const { segments } = await transcriber.transcribe(recording, options).transcript();
    return segments.map(({ text }) => text).join(" ");
  };
}
