import { composeRecognition } from "../../compose/recognition.ts";
import { readConfig } from "../../config.ts";
import { type Command, readCommandLine } from "../arguments/command-line.ts";
import { environmentHelp } from "../arguments/help.ts";
import { checkAll, type Finding } from "../checks/checks.ts";
import { EXIT } from "../terminal/failure-line.ts";
import { print } from "../terminal/terminal.ts";

/** `scribewell doctor`: proves by use that what transcription needs is here. */
export const doctorCommand: Command = {
  help: `Check that everything needed is here, and say what mends it.

  scribewell doctor [--json]

Tries the decoder on a short recording, writes to the models directory, looks
for models, loads the engine and runs the smallest model there is on the
EXECUTION_PROVIDER. Nothing is downloaded.

${environmentHelp(["MODELS_DIR", "FFMPEG_PATH", "EXECUTION_PROVIDER", "ENGINE_MEMORY_MB"])}

Exit codes: 0 nothing that is needed is missing, 1 something is, 2 wrong use.
`,

  async run(words, terminal) {
    const { values } = readCommandLine(words, { json: { type: "boolean" } });
    const config = readConfig(terminal.environment);
    const services = composeRecognition(config);
    const findings: Finding[] = [];
    for await (const finding of checkAll({ ...services, config, signal: terminal.signal })) {
      findings.push(finding);
      if (!values.json) await print(terminal, lineOf(finding));
    }
    if (values.json) await print(terminal, `${JSON.stringify(findings, null, 2)}\n`);
    return findings.some(({ state }) => state === "fail") ? EXIT.failed : EXIT.done;
  },
};

function lineOf({ state, what, detail, remedy }: Finding): string {
  const line = `${state.padEnd(4)}  ${what.padEnd(18)}${detail}\n`;
  return remedy === undefined ? line : `${line}${" ".repeat(24)}→ ${remedy}\n`;
}
