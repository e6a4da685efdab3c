import { SAMPLE_RATE } from "../../../domain/audio.ts";
import { createFft } from "./fft.ts";
import { withLead } from "./lead.ts";

/** Frames of the spectrogram of one window: 30 s at 10 ms. */
export const MEL_FRAMES = 3_000;
/** Samples between two frames. */
const HOP = 160;

const FFT_LENGTH = 400;
const BINS = FFT_LENGTH / 2 + 1;
const FLOOR = 1e-10;
/** Values further than this below the loudest are raised to it, in powers of ten. */
const RANGE = 8;

/** The filters of one mel band: weights of neighbouring bins from `first` on. */
interface Band {
  readonly first: number;
  readonly weights: Float64Array;
}

/** Whisper's log-mel spectrogram, laid out [bands, 3000], for windows of up to 30 s. */
export function createLogMel(bandCount: number): (samples: Float32Array) => Float32Array {
  const bands = slaneyBands(bandCount);
  const fft = createFft([4, 4, 5, 5]);
  const hann = Float64Array.from(
    { length: FFT_LENGTH },
    (_, i) => 0.5 * (1 - Math.cos((2 * Math.PI * i) / FFT_LENGTH)),
  );
  const re = new Float64Array(FFT_LENGTH);
  const im = new Float64Array(FFT_LENGTH);

  return (samples) => {
    // One frame past the end still sees samples; all later frames are pure padding.
    const frames = Math.min(MEL_FRAMES, 2 * Math.ceil((samples.length + FFT_LENGTH) / HOP / 2));
    const mel = new Float32Array(bandCount * MEL_FRAMES).fill(Math.log10(FLOOR));
    const padded = withLead(samples, (frames + 1) * HOP + FFT_LENGTH);
    for (let frame = 0; frame < frames; frame += 2) {
      // Two real frames ride in one complex transform and are told apart by symmetry.
      for (let i = 0; i < FFT_LENGTH; i++) {
        const weight = hann[i] ?? 0;
        re[i] = (padded[frame * HOP + i] ?? 0) * weight;
        im[i] = (padded[(frame + 1) * HOP + i] ?? 0) * weight;
      }
      fft.transform(re, im);
      writeFrames(mel, frame, bands, re, im);
    }
    return compress(mel);
  };
}

const even = new Float64Array(BINS);
const odd = new Float64Array(BINS);

function writeFrames(
  mel: Float32Array,
  frame: number,
  bands: readonly Band[],
  re: Float64Array,
  im: Float64Array,
): void {
  for (let k = 0; k < BINS; k++) {
    const mirror = (FFT_LENGTH - k) % FFT_LENGTH;
    const [a, b, c, d] = [re[k] ?? 0, im[k] ?? 0, re[mirror] ?? 0, im[mirror] ?? 0];
    even[k] = ((a + c) ** 2 + (b - d) ** 2) / 4;
    odd[k] = ((b + d) ** 2 + (c - a) ** 2) / 4;
  }
  bands.forEach(({ first, weights }, band) => {
    let [sumEven, sumOdd] = [0, 0];
    for (let i = 0; i < weights.length; i++) {
      const weight = weights[i] ?? 0;
      sumEven += (even[first + i] ?? 0) * weight;
      sumOdd += (odd[first + i] ?? 0) * weight;
    }
    mel[band * MEL_FRAMES + frame] = Math.log10(Math.max(sumEven, FLOOR));
    mel[band * MEL_FRAMES + frame + 1] = Math.log10(Math.max(sumOdd, FLOOR));
  });
}

function compress(mel: Float32Array): Float32Array {
  const lowest = mel.reduce((loudest, value) => Math.max(loudest, value), Number.NEGATIVE_INFINITY) - RANGE;
  for (let i = 0; i < mel.length; i++) mel[i] = (Math.max(mel[i] ?? lowest, lowest) + 4) / 4;
  return mel;
}

/** Triangular filters on Slaney's mel scale, each of unit area, as librosa makes them. */
function slaneyBands(count: number): Band[] {
  const top = toMel(SAMPLE_RATE / 2);
  const edges = Array.from({ length: count + 2 }, (_, i) => toHertz((top * i) / (count + 1)));
  return Array.from({ length: count }, (_, band) => {
    const [low = 0, centre = 0, high = 0] = edges.slice(band, band + 3);
    const weights = Array.from({ length: BINS }, (_, bin) => {
      const hertz = (bin * SAMPLE_RATE) / FFT_LENGTH;
      return (
        (Math.max(0, Math.min((hertz - low) / (centre - low), (high - hertz) / (high - centre))) * 2) / (high - low)
      );
    });
    const first = weights.findIndex((weight) => weight > 0);
    const last = weights.findLastIndex((weight) => weight > 0);
    return { first: Math.max(first, 0), weights: Float64Array.from(first < 0 ? [] : weights.slice(first, last + 1)) };
  });
}

const LINEAR_HERTZ = 200 / 3;
const LOG_FROM = 1_000;
const LOG_STEP = Math.log(6.4) / 27;

function toMel(hertz: number): number {
  return hertz < LOG_FROM ? hertz / LINEAR_HERTZ : LOG_FROM / LINEAR_HERTZ + Math.log(hertz / LOG_FROM) / LOG_STEP;
}

function toHertz(mel: number): number {
  const border = LOG_FROM / LINEAR_HERTZ;
  return mel < border ? mel * LINEAR_HERTZ : LOG_FROM * Math.exp((mel - border) * LOG_STEP);
}
