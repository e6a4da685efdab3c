import { Failure } from "../../domain/failure.ts";
import type { Command } from "../arguments/command-line.ts";
import { didYouMean } from "../arguments/nearest.ts";
import { benchAccuracyCommand } from "../benchmarks/bench-accuracy.ts";
import { benchSpeedCommand } from "../benchmarks/bench-speed.ts";

const PARTS: Readonly<Record<string, Command>> = { speed: benchSpeedCommand, accuracy: benchAccuracyCommand };

/** `scribewell bench`: measures the product on this machine, with recordings of the person who asks. */
export const benchCommand: Command = {
  help: `Measure speed and accuracy on this machine, with recordings of yours.

  scribewell bench speed FILE… [flags]           how fast, beside other systems
  scribewell bench accuracy [flags]              words heard wrong, invented and missed

  scribewell bench speed --help and scribewell bench accuracy --help explain them.

Examples
  scribewell bench speed talk.wav --truth talk.json --peer faster-whisper
  scribewell bench accuracy --speech recordings --json > figures.json
  scribewell bench accuracy --noise 10

Exit codes: 0 done, 1 failed, 2 wrong use, 130 interrupted.
`,

  parts: PARTS,

  async run([name, ...words], terminal) {
    const part = name !== undefined && Object.hasOwn(PARTS, name) ? PARTS[name] : undefined;
    if (part) return part.run(words, terminal);
    const known = Object.keys(PARTS);
    const wrong = name === undefined ? "Say what to measure." : `Bench knows no "${name}".${didYouMean(name, known)}`;
    throw new Failure("option-invalid", `${wrong} There are ${known.join(", ")}.`);
  },
};
