import { expect, it } from "vitest";
import { createLogMel, MEL_FRAMES } from "./mel.ts";

// Whisper's spectrogram once more by its definition, slowly: 30 s of sound and silence with mirrored edges,
// Hann windows of 400 samples every 160, a discrete Fourier transform, librosa's mel filters, logarithm and range.

const LENGTH = 480_000;

function reflected(samples: Float32Array, index: number): number {
  const inside = index < 0 ? -index : Math.min(index, 2 * (LENGTH - 1) - index);
  return samples[inside] ?? 0;
}

/** Power of each of the 201 bins of a frame. */
function powers(samples: Float32Array, frame: number): number[] {
  const weighted = Array.from({ length: 400 }, (_, i) => {
    return reflected(samples, frame * 160 + i - 200) * Math.sin((Math.PI * i) / 400) ** 2;
  });
  return Array.from({ length: 201 }, (_, bin) => {
    let [re, im] = [0, 0];
    for (const [i, value] of weighted.entries()) {
      re += value * Math.cos((2 * Math.PI * ((bin * i) % 400)) / 400);
      im += value * Math.sin((2 * Math.PI * ((bin * i) % 400)) / 400);
    }
    return re * re + im * im;
  });
}

/** Slaney's scale: linear to 1 kHz, where 15 mels are, and logarithmic above, 27 mels from there to 6.4 kHz. */
function hertzOf(mel: number): number {
  return mel < 15 ? (mel * 200) / 3 : 1_000 * 6.4 ** ((mel - 15) / 27);
}

function filters(bands: number): number[][] {
  const top = 15 + (27 * Math.log(8)) / Math.log(6.4);
  const corners = Array.from({ length: bands + 2 }, (_, i) => hertzOf((top * i) / (bands + 1)));
  return Array.from({ length: bands }, (_, band) => {
    const [low = 0, centre = 0, high = 0] = corners.slice(band);
    return Array.from({ length: 201 }, (_, bin) => {
      const hertz = bin * 40;
      const rising = (hertz - low) / (centre - low);
      const falling = (high - hertz) / (high - centre);
      return (Math.max(0, Math.min(rising, falling)) * 2) / (high - low);
    });
  });
}

/** The first frames of the spectrogram, [band][frame]; the rest must be silence. */
function slowLogMel(samples: Float32Array, bands: number, frames: number): number[][] {
  const spectrum = Array.from({ length: frames }, (_, frame) => powers(samples, frame));
  const logarithms = filters(bands).map((filter) =>
    spectrum.map((bins) => {
      return Math.log10(
        Math.max(
          filter.reduce((sum, weight, bin) => sum + weight * (bins[bin] ?? 0), 0),
          1e-10,
        ),
      );
    }),
  );
  const loudest = Math.max(-10, ...logarithms.flat());
  return logarithms.map((row) => row.map((value) => (Math.max(value, loudest - 8) + 4) / 4));
}

const sound = (length: number): Float32Array =>
  Float32Array.from(
    { length },
    (_, i) => 0.4 * Math.sin(i * i * 0.00012) + 0.1 * Math.cos(i * 0.9) + ((i * 7_919) % 101) / 2_000,
  );

const bandsOf = (mel: Float32Array, bands: number, from: number, to: number): Float32Array[] =>
  Array.from({ length: bands }, (_, band) => mel.slice(band * MEL_FRAMES + from, band * MEL_FRAMES + to));

it.each([
  [80, 3_200],
  [80, 3_333],
  [128, 3_200],
  [80, 1],
])("agrees with the definition: %i bands, %i samples", (bands, length) => {
  const samples = sound(length);
  const frames = Math.ceil((length + 200) / 160) + 2;
  const expected = slowLogMel(samples, bands, frames);
  const mel = createLogMel(bands)(samples);
  expect(mel.length).toBe(bands * MEL_FRAMES);
  const differences = bandsOf(mel, bands, 0, frames).flatMap((row, band) =>
    Array.from(row, (value, frame) => Math.abs(value - (expected[band]?.[frame] ?? Number.NaN))),
  );
  expect(Math.max(...differences)).toBeLessThan(1e-4);
  const silence = expected[0]?.at(-1) ?? Number.NaN;
  const rest = bandsOf(mel, bands, frames, MEL_FRAMES).flatMap((row) => [...row]);
  expect(Math.min(...new Set(rest))).toBeCloseTo(silence, 5);
  expect(Math.max(...new Set(rest))).toBeCloseTo(silence, 5);
});

it("hears silence as one flat value, and 30 s in full", () => {
  const logMel = createLogMel(80);
  expect([...new Set(logMel(new Float32Array(16_000)))]).toEqual([-1.5]);
  const full = logMel(sound(LENGTH));
  expect(full.length).toBe(80 * MEL_FRAMES);
  expect(full.every(Number.isFinite)).toBe(true);
  expect(full.at(2_990)).toBeGreaterThan(-0.5);
});

it("gives the same for the same sound, whatever it heard before", () => {
  const logMel = createLogMel(80);
  const first = logMel(sound(5_000));
  logMel(sound(40_000));
  expect(Buffer.compare(Buffer.from(logMel(sound(5_000)).buffer), Buffer.from(first.buffer))).toBe(0);
});
