/** Attention of one alignment head over one window: a row of frame weights for each token. */
export type AttentionRows = readonly Float32Array[];

const MEDIAN_WIDTH = 7;

/**
 * Finds when each token was spoken, by dynamic time warping over the attention of the alignment heads.
 *
 * The method is OpenAI's (whisper/timing.py): weights are normalised over the tokens, smoothed over time,
 * averaged over heads, and the cheapest monotonic path gives each token its first frame.
 * @param heads for each alignment head a row a token, rows of equal length
 * @returns for each row the frame at which it begins
 */
export function alignTokens(heads: readonly AttentionRows[]): number[] {
  const rows = heads[0]?.length ?? 0;
  const frames = heads[0]?.[0]?.length ?? 0;
  if (rows === 0 || frames === 0) return [];
  const looked = new Float32Array(rows * frames);
  for (const head of heads) addHead(looked, head, frames);
  return firstFrames(toCost(looked, frames), rows, frames);
}

function addHead(looked: Float32Array, head: AttentionRows, frames: number): void {
  const { mean, deviation } = momentsByFrame(head, frames);
  for (const [token, row] of head.entries()) {
    const at = token * frames;
    for (let t = 0; t < frames; t++)
      looked[at + t] = (looked[at + t] ?? 0) + ((row[t] ?? 0) - (mean[t] ?? 0)) / ((deviation[t] ?? 0) || 1);
  }
}

/** Strong attention is a cheap step. */
function toCost(looked: Float32Array, frames: number): Float32Array {
  const cost = new Float32Array(looked.length);
  for (let at = 0; at < looked.length; at += frames) {
    const smooth = medianFilter(looked.subarray(at, at + frames));
    for (let t = 0; t < frames; t++) cost[at + t] = -(smooth[t] ?? 0);
  }
  return cost;
}

function momentsByFrame(head: AttentionRows, frames: number): { mean: Float32Array; deviation: Float32Array } {
  const mean = new Float32Array(frames);
  const deviation = new Float32Array(frames);
  for (let t = 0; t < frames; t++) {
    let [sum, squares] = [0, 0];
    for (const row of head) {
      const value = row[t] ?? 0;
      sum += value;
      squares += value * value;
    }
    mean[t] = sum / head.length;
    deviation[t] = Math.sqrt(Math.max(squares / head.length - (sum / head.length) ** 2, 0));
  }
  return { mean, deviation };
}

/** Sliding median; the ends mirror. */
function medianFilter(values: Float32Array): Float32Array {
  const half = MEDIAN_WIDTH >> 1;
  if (values.length <= half) return values.slice();
  const last = values.length - 1;
  const padded = new Float32Array(values.length + 2 * half);
  padded.set(values, half);
  for (let i = 0; i < half; i++) {
    padded[i] = values[half - i] as number; // within: there are more values than half a width
    padded[half + last + 1 + i] = values[last - 1 - i] as number;
  }
  const medians = new Float32Array(values.length);
  for (let i = 0; i < medians.length; i++) medians[i] = medianFrom(padded, i);
  return medians;
}

/** The median of seven values from a place on: the fourth, once the four smallest have been found. */
function medianFrom(values: Float32Array, from: number): number {
  const around = sorted;
  for (let k = 0; k < MEDIAN_WIDTH; k++) {
    const value = values[from + k] as number; // the caller pads
    let at = k;
    while (at > 0 && (around[at - 1] as number) > value) {
      around[at] = around[at - 1] as number;
      at--;
    }
    around[at] = value;
  }
  return around[MEDIAN_WIDTH >> 1] as number;
}

const sorted = new Float32Array(MEDIAN_WIDTH);

// Zero, as the table is made: the path goes on with the next token and the next frame.
const NEXT_TOKEN = 1;
const NEXT_FRAME = 2;

/** The cheapest path from the first token and frame to the last; gives each token the first frame it visits. */
function firstFrames(cost: Float32Array, rows: number, frames: number): number[] {
  const step = new Uint8Array(rows * frames);
  // One column more than frames: the border in front costs infinitely much, but for the corner where the path begins.
  let above = new Float32Array(frames + 1).fill(Number.POSITIVE_INFINITY);
  above[0] = 0;
  for (let row = 0; row < rows; row++) {
    const current = new Float32Array(frames + 1).fill(Number.POSITIVE_INFINITY);
    for (let t = 1; t <= frames; t++) {
      const diagonal = above[t - 1] ?? 0;
      const up = above[t] ?? 0;
      const left = current[t - 1] ?? 0;
      const least = Math.min(diagonal, up, left);
      const cell = row * frames + t - 1;
      if (least !== diagonal) step[cell] = least === up ? NEXT_TOKEN : NEXT_FRAME;
      current[t] = least + (cost[cell] ?? 0);
    }
    above = current;
  }
  return walkBack(step, rows, frames);
}

function walkBack(step: Uint8Array, rows: number, frames: number): number[] {
  const first = new Array<number>(rows).fill(0);
  let [row, t] = [rows - 1, frames - 1];
  while (row >= 0 && t >= 0) {
    first[row] = t;
    const taken = step[row * frames + t];
    if (taken !== NEXT_FRAME) row--;
    if (taken !== NEXT_TOKEN) t--;
  }
  return first;
}
