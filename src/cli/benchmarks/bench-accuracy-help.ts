import { environmentHelp } from "../arguments/help.ts";

/** What `scribewell bench accuracy --help` prints. */
export const BENCH_ACCURACY_HELP = `Measure words heard wrong, invented and missed.

  scribewell bench accuracy [flags]

Prints Markdown tables. Each part is measured where what it needs is given.

Words heard wrong, and how far word times are off
      --speech DIR           clips and, in refs.jsonl, one {path, lang, set, seconds,
                             text} a line. Word times come from a file beside a clip:
                             talk.json for talk.wav, {w: [{b, t}]}
      --only REGEX           only clips whose path it matches
      --out FILE.jsonl       keep what is heard
      --heard FILE.jsonl     take what was heard before instead
      --peer NAME=FILE.jsonl what another system heard, a column of its own;
                             tools/peers/faster_whisper_clips.py makes such a file

Words invented
      --noise MINUTES        of silence, white and pink noise, hum, clatter of keys,
                             music and, made of the clips, babble; in all, in equal
                             parts. Each grows louder from -50 to -10 dBFS, clatter
                             to -26. Default 30; 0 for none
      --seed N               another seed makes other noise; default 1

Speech missed
      --long FILE            a recording, transcribed without saying its language
      --long-truth FILE.json what is said in it: a list of {text, start, end}.
                             An utterance is missed where less than half of its
                             words are in the transcript within a second of it

  -m, --model MODEL          default auto
      --json                 every figure, and the machine

Examples
  scribewell bench accuracy --noise 10
  scribewell bench accuracy --speech recordings --noise 0 --out heard.jsonl
  scribewell bench accuracy --long talk.wav --long-truth talk.json --noise 0

${environmentHelp(["MODELS_DIR", "MODELS_MIRROR", "FFMPEG_PATH", "THREADS"])}

Exit codes: 0 done, 1 a recording failed, 2 wrong use, 130 interrupted.
`;
