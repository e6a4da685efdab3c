/** A complex transform of one fixed length. */
export interface Fft {
  /** Transforms in place: `re` and `im` hold the signal before and the spectrum after. */
  transform(re: Float64Array, im: Float64Array): void;
}

interface Signal {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

interface Stage {
  readonly radix: number;
  /** Product of the radices before this stage. */
  readonly done: number;
  /** Twiddles ω^(s·j) by [j·radix + s]. */
  readonly cos: Float64Array;
  readonly sin: Float64Array;
}

const SIN_72 = Math.sin((2 * Math.PI) / 5);
const SIN_144 = Math.sin((4 * Math.PI) / 5);
const COS_72 = Math.cos((2 * Math.PI) / 5);
const COS_144 = Math.cos((4 * Math.PI) / 5);

/**
 * Stockham's self-sorting FFT for lengths whose only factors are 4 and 5, such as the 400 of Whisper's spectrogram.
 * See C. Van Loan, Computational Frameworks for the Fast Fourier Transform, 1992, section 1.7.
 */
export function createFft(radices: readonly (4 | 5)[]): Fft {
  const length = radices.reduce<number>((product, radix) => product * radix, 1);
  const stages = planStages(radices);
  const spare: Signal = { re: new Float64Array(length), im: new Float64Array(length) };

  return {
    transform(re, im) {
      let from: Signal = { re, im };
      let to: Signal = spare;
      for (const stage of stages) {
        (stage.radix === 4 ? radix4 : radix5)(stage, length, from.re, from.im, to.re, to.im);
        [from, to] = [to, from];
      }
      if (from.re === re) return;
      re.set(from.re);
      im.set(from.im);
    },
  };
}

function planStages(radices: readonly number[]): Stage[] {
  let done = 1;
  return radices.map((radix) => {
    const angle = (index: number) => (-2 * Math.PI * (index % radix) * Math.floor(index / radix)) / (done * radix);
    const table = (of: (x: number) => number) =>
      Float64Array.from({ length: done * radix }, (_, index) => of(angle(index)));
    const stage = { radix, done, cos: table(Math.cos), sin: table(Math.sin) };
    done *= radix;
    return stage;
  });
}

type Pass = (
  stage: Stage,
  length: number,
  xr: Float64Array,
  xi: Float64Array,
  yr: Float64Array,
  yi: Float64Array,
) => void;

// Typed arrays are read here far inside their bounds; the loops run 60,000 times a recorded minute,
// so the compiler's "possibly undefined" is answered once, by this reader.
const at = (array: Float64Array, index: number): number => array[index] as number; // index is in range by construction

const radix4: Pass = ({ done, cos, sin }, length, xr, xi, yr, yi) => {
  const width = length / (done * 4);
  for (let j = 0; j < done; j++) {
    const [c1, s1, c2, s2, c3, s3] = [
      at(cos, j * 4 + 1),
      at(sin, j * 4 + 1),
      at(cos, j * 4 + 2),
      at(sin, j * 4 + 2),
      at(cos, j * 4 + 3),
      at(sin, j * 4 + 3),
    ];
    for (let q = 0; q < width; q++) {
      const i0 = j * width * 4 + q;
      const [i1, i2, i3] = [i0 + width, i0 + 2 * width, i0 + 3 * width];
      const ar = at(xr, i0);
      const ai = at(xi, i0);
      const br = at(xr, i1) * c1 - at(xi, i1) * s1;
      const bi = at(xr, i1) * s1 + at(xi, i1) * c1;
      const cr = at(xr, i2) * c2 - at(xi, i2) * s2;
      const ci = at(xr, i2) * s2 + at(xi, i2) * c2;
      const dr = at(xr, i3) * c3 - at(xi, i3) * s3;
      const di = at(xr, i3) * s3 + at(xi, i3) * c3;
      const o0 = j * width + q;
      const step = done * width;
      yr[o0] = ar + br + cr + dr;
      yi[o0] = ai + bi + ci + di;
      yr[o0 + step] = ar + bi - cr - di;
      yi[o0 + step] = ai - br - ci + dr;
      yr[o0 + 2 * step] = ar - br + cr - dr;
      yi[o0 + 2 * step] = ai - bi + ci - di;
      yr[o0 + 3 * step] = ar - bi - cr + di;
      yi[o0 + 3 * step] = ai + br - ci - dr;
    }
  }
};

const radix5: Pass = ({ done, cos, sin }, length, xr, xi, yr, yi) => {
  const width = length / (done * 5);
  const tr = new Float64Array(5);
  const ti = new Float64Array(5);
  for (let j = 0; j < done; j++) {
    for (let q = 0; q < width; q++) {
      for (let s = 0; s < 5; s++) {
        const index = (j * 5 + s) * width + q;
        const c = at(cos, j * 5 + s);
        const d = at(sin, j * 5 + s);
        tr[s] = at(xr, index) * c - at(xi, index) * d;
        ti[s] = at(xr, index) * d + at(xi, index) * c;
      }
      butterfly5(tr, ti, yr, yi, j * width + q, done * width);
    }
  }
};

function butterfly5(
  tr: Float64Array,
  ti: Float64Array,
  yr: Float64Array,
  yi: Float64Array,
  out: number,
  step: number,
): void {
  const [r0, i0] = [at(tr, 0), at(ti, 0)];
  const [sum14r, sum14i] = [at(tr, 1) + at(tr, 4), at(ti, 1) + at(ti, 4)];
  const [sum23r, sum23i] = [at(tr, 2) + at(tr, 3), at(ti, 2) + at(ti, 3)];
  const [gap14r, gap14i] = [at(tr, 1) - at(tr, 4), at(ti, 1) - at(ti, 4)];
  const [gap23r, gap23i] = [at(tr, 2) - at(tr, 3), at(ti, 2) - at(ti, 3)];
  const [evenA, evenAi] = [r0 + COS_72 * sum14r + COS_144 * sum23r, i0 + COS_72 * sum14i + COS_144 * sum23i];
  const [evenB, evenBi] = [r0 + COS_144 * sum14r + COS_72 * sum23r, i0 + COS_144 * sum14i + COS_72 * sum23i];
  const [oddA, oddAi] = [SIN_72 * gap14i + SIN_144 * gap23i, -SIN_72 * gap14r - SIN_144 * gap23r];
  const [oddB, oddBi] = [SIN_144 * gap14i - SIN_72 * gap23i, -SIN_144 * gap14r + SIN_72 * gap23r];
  yr[out] = r0 + sum14r + sum23r;
  yi[out] = i0 + sum14i + sum23i;
  yr[out + step] = evenA + oddA;
  yi[out + step] = evenAi + oddAi;
  yr[out + 2 * step] = evenB + oddB;
  yi[out + 2 * step] = evenBi + oddBi;
  yr[out + 3 * step] = evenB - oddB;
  yi[out + 3 * step] = evenBi - oddBi;
  yr[out + 4 * step] = evenA - oddA;
  yi[out + 4 * step] = evenAi - oddAi;
}
