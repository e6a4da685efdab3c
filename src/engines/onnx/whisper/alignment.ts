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
  const cost = new Float32Array(rows * frames);
  for (const head of heads) addHead(cost, head, frames);
  return firstFrames(cost, rows, frames);
}

function addHead(cost: Float32Array, head: AttentionRows, frames: number): void {
  const { mean, deviation } = momentsByFrame(head, frames);
  const normal = new Float32Array(frames);
  head.forEach((row, token) => {
    for (let t = 0; t < frames; t++) normal[t] = ((row[t] ?? 0) - (mean[t] ?? 0)) / ((deviation[t] ?? 0) || 1);
    const smooth = medianFilter(normal);
    // Strong attention is a cheap step.
    for (let t = 0; t < frames; t++) cost[token * frames + t] = (cost[token * frames + t] ?? 0) - (smooth[t] ?? 0);
  });
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
  const around = new Float32Array(MEDIAN_WIDTH);
  const last = values.length - 1;
  const mirrored = (i: number) => values[last - Math.abs(last - Math.abs(i))] ?? 0;
  return values.map((_, i) => {
    for (let k = 0; k < MEDIAN_WIDTH; k++) around[k] = mirrored(i + k - half);
    return around.sort()[half] ?? 0;
  });
}

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
