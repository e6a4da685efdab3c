import { expect, it } from "vitest";
import { createFft } from "./fft.ts";

function slowTransform(re: Float64Array, im: Float64Array) {
  const n = re.length;
  const of = (k: number, part: (angle: number, i: number) => number) =>
    re.reduce((sum, _, i) => sum + part((-2 * Math.PI * i * k) / n, i), 0);
  return {
    re: Float64Array.from(re, (_, k) => of(k, (a, i) => (re[i] ?? 0) * Math.cos(a) - (im[i] ?? 0) * Math.sin(a))),
    im: Float64Array.from(re, (_, k) => of(k, (a, i) => (re[i] ?? 0) * Math.sin(a) + (im[i] ?? 0) * Math.cos(a))),
  };
}

it.each([[[4]], [[5]], [[4, 5]], [[5, 4]], [[4, 4, 5, 5]]] as const)(
  "agrees with the definition for radices %j",
  (radices) => {
    const n = radices.reduce<number>((product, radix) => product * radix, 1);
    const re = Float64Array.from({ length: n }, (_, i) => Math.sin(i * 1.7) + i / n);
    const im = Float64Array.from({ length: n }, (_, i) => Math.cos(i * 0.3));
    const expected = slowTransform(re, im);
    createFft(radices).transform(re, im);
    for (let k = 0; k < n; k++) {
      expect(re[k]).toBeCloseTo(expected.re[k] ?? Number.NaN, 9);
      expect(im[k]).toBeCloseTo(expected.im[k] ?? Number.NaN, 9);
    }
  },
);
