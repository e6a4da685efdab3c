import { SingleBar } from "cli-progress";
import type { TranscriptionEvent, TranscriptionProgress } from "../../domain/transcription.ts";
import { byteSize, clock, percent, speed } from "../terminal/quantities.ts";
import { type Screen, say } from "../terminal/terminal.ts";

/** What is seen of a transcription while it runs, on this machine or at a service. */
export type ShownEvent =
  | TranscriptionEvent
  /** Bytes of the recording that a service has been sent; `totalBytes` is null where nobody knows. */
  | { readonly type: "upload"; readonly bytes: number; readonly totalBytes: number | null }
  /** What it waits for. */
  | { readonly type: "state"; readonly state: string };

/** Shows how far one recording is. */
export interface ProgressView {
  show(event: ShownEvent): void;
  /** Takes the bar off the screen while something else is written there. */
  aside(write: () => void | Promise<void>): Promise<void>;
  close(): void;
}

/** A moving line on a screen; in a log, one line for each model that is downloaded and nothing else. */
export function progressView(name: string, stderr: Screen): ProgressView {
  return stderr.isTTY ? barView(name, stderr) : logView(stderr);
}

function logView(stderr: Screen): ProgressView {
  const downloads = new Set<string>();
  return {
    show(event) {
      if (event.type !== "download") return;
      const what = event.waiting
        ? `waiting for the other process that downloads ${event.model}`
        : `downloading ${event.model}`;
      if (downloads.has(what)) return;
      downloads.add(what);
      say({ stderr }, what);
    },
    aside: async (write) => write(),
    close: () => {},
  };
}

function barView(name: string, stderr: Screen): ProgressView {
  let line = stateLine(name, "opening");
  let startedAt: number | undefined;
  const width = () => (stderr.columns ?? 80) - 1;
  const bar = new SingleBar({
    stream: stderr,
    format: () => line(width()),
    clearOnComplete: true,
    gracefulExit: false,
    emptyOnZero: true,
  });
  bar.start(1, 0);
  return {
    show(event) {
      if (event.type === "download") line = bytesLine(`downloading ${event.model}`, event);
      if (event.type === "upload") line = bytesLine(`sending ${name}`, event);
      if (event.type === "state") line = stateLine(name, event.state);
      if (event.type === "model") line = stateLine(name, `loading ${event.model}`);
      if (event.type === "progress") {
        startedAt ??= performance.now();
        line = progressLine(name, event, (performance.now() - startedAt) / 1000);
      }
      bar.update(0);
    },
    async aside(write) {
      bar.stop();
      await write();
      bar.start(1, 0);
    },
    close: () => bar.stop(),
  };
}

type Line = (width: number) => string;

const stateLine =
  (name: string, state: string): Line =>
  (width) =>
    `${shortened(name, width * 0.4)}  ${state}…`.slice(0, width);

function progressLine(name: string, progress: TranscriptionProgress, elapsed: number): Line {
  const { settledSeconds: done, decodedSeconds: decoded, totalSeconds: total } = progress;
  const times = elapsed > 0.5 ? done / elapsed : 0;
  const pace = times > 0 ? `  ${speed(times)}` : "";
  if (total === null || total <= 0)
    return (width) => `${shortened(name, width * 0.4)}  ${clock(done)}${pace}`.slice(0, width);
  const left = times > 0 && done < total ? `  ${clock((total - done) / times)} left` : "";
  return (width) =>
    barLine(name, [done / total, decoded / total], `${clock(done)} / ${clock(total)}${pace}${left}`, width);
}

function bytesLine(what: string, { bytes, totalBytes }: { bytes: number; totalBytes: number | null }): Line {
  if (totalBytes === null || totalBytes <= 0)
    return (width) => `${shortened(what, width * 0.4)}  ${byteSize(bytes)}`.slice(0, width);
  const share = bytes / totalBytes;
  return (width) => barLine(what, [share, share], `${byteSize(bytes)} / ${byteSize(totalBytes)}`, width);
}

/** Full as far as the first share, grey as far as the second. */
function barLine(name: string, [done, ready]: [done: number, ready: number], figures: string, width: number): string {
  const bounded = (share: number) => Math.min(Math.max(share, 0), 1);
  const figure = percent(done).padStart(5);
  const label = shortened(name, width * 0.4);
  const cells = Math.min(24, width - label.length - figure.length - figures.length - 6);
  if (cells < 5) return `${label} ${figure}  ${figures}`.slice(0, width);
  const full = Math.round(bounded(done) * cells);
  const grey = Math.max(Math.round(bounded(ready) * cells) - full, 0);
  const bar = "█".repeat(full) + "▒".repeat(grey) + "░".repeat(cells - full - grey);
  return `${label}  ${bar} ${figure}  ${figures}`;
}

function shortened(name: string, most: number): string {
  const characters = [...name];
  const limit = Math.max(12, Math.floor(most));
  return characters.length <= limit ? name : `${characters.slice(0, limit - 1).join("")}…`;
}
