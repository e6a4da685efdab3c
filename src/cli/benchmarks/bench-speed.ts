import { describeMachine } from "../../benchmark/machine.ts";
import { PEERS } from "../../benchmark/peers/peers.ts";
import { compareSpeeds, type SpeedFile, type SpeedRun } from "../../benchmark/speed/compare-speeds.ts";
import { scribewellSystem } from "../../benchmark/speed/scribewell-system.ts";
import { summariseSpeeds } from "../../benchmark/speed/speed-summary.ts";
import { speedTable } from "../../benchmark/speed/speed-table.ts";
import type { System } from "../../benchmark/speed/system.ts";
import { readTruthText } from "../../benchmark/utterances.ts";
import { readConfig } from "../../config.ts";
import type { Command } from "../arguments/command-line.ts";
import { environmentHelp } from "../arguments/help.ts";
import { version } from "../arguments/version.ts";
import { EXIT } from "../terminal/failure-line.ts";
import { print, say, type Terminal } from "../terminal/terminal.ts";
import { type BenchSpeedRequest, readBenchSpeedRequest } from "./bench-speed-request.ts";

/** `scribewell bench speed`: how fast, and beside others. */
export const benchSpeedCommand: Command = {
  help: `Measure speed, also beside others, on recordings of yours.

  scribewell bench speed FILE… [flags]

Every system transcribes every recording once a round, in processes of its own,
one after another. Prints a Markdown table for each recording.

      --truth FILE.json        what is said in it, as a list of {text}; the first
                               belongs to the first recording, and so on
  -m, --model MODEL            default auto; several are measured beside each other
      --peer NAME              faster-whisper (batches of 8), whisper.cpp or
                               faster-whisper-sequential; several by repeating it
      --rounds N               default 7
      --threads N              for every system; default 2
  -l, --language LANG          for every system; default en
      --json                   every figure of every run

Where the peers are
      --python PATH            the Python with faster-whisper; default python3
      --faster-whisper-model DIR    or a name it downloads; default base
      --whisper-cpp PATH       its program; default whisper-cli
      --whisper-cpp-model FILE its model

What is counted
  time        by the system's own clock, without the loading of the model. Ours
              transcribes twice in one process; the second time counts. That of
              whisper.cpp is the total it prints less its loading.
  processor   of the timed run, over all its processes and threads; that of
              whisper.cpp counts loading too. Ours and that are known on Linux only.
  words wrong insertions, deletions and substitutions, percent of the truth's words
  largest process   the most memory one process of the system ever held
  × the first time as a multiple of the first system's in the same round
              Of several rounds: medians, with the least and the most for the last.

Examples
  scribewell bench speed talk.wav
  scribewell bench speed talk.wav --truth talk.json --peer faster-whisper
  scribewell bench speed a.wav b.wav -m whisper-base -m moonshine-tiny --json

${environmentHelp(["MODELS_DIR", "MODELS_MIRROR", "FFMPEG_PATH"])}

Exit codes: 0 done, 1 a run failed, 2 wrong use or a peer is not here, 130 interrupted.
`,

  async run(words, terminal) {
    const request = readBenchSpeedRequest(words);
    readConfig(terminal.environment);
    const files = await Promise.all(request.files.map(withTruth));
    const systems = await systemsOf(request, terminal);
    const { rounds, language, threads } = request;
    const onRun = (run: SpeedRun) =>
      say(terminal, `round ${run.round} of ${rounds}, ${run.file}: ${run.system}, ${run.seconds.toFixed(1)} s`);
    const runs = await compareSpeeds({ systems, files, rounds, language, onRun, signal: terminal.signal });
    const summary = summariseSpeeds(runs);
    if (request.json) {
      const machine = describeMachine(version());
      await print(
        terminal,
        `${JSON.stringify({ machine, rounds, threads, language, files: summary, runs }, null, 2)}\n`,
      );
    } else {
      await print(terminal, `${summary.map(speedTable).join("\n\n")}\n`);
    }
    return EXIT.done;
  },
};

async function withTruth({ path, truth }: BenchSpeedRequest["files"][number]): Promise<SpeedFile> {
  return truth === undefined ? { path } : { path, truth: await readTruthText(truth) };
}

/** Ours first: the others are held against it. */
async function systemsOf(request: BenchSpeedRequest, { environment, signal }: Terminal): Promise<System[]> {
  const systems = request.models.map((model) => scribewellSystem({ ...request, model, environment }));
  for (const name of request.peers) {
    const open = PEERS[name];
    if (open) systems.push(await open({ ...request, environment, signal }));
  }
  return systems;
}
