/** Layouts whose name does not say how many channels they have. */
const NAMED: Readonly<Record<string, number>> = {
  mono: 1,
  stereo: 2,
  downmix: 2,
  binaural: 2,
  quad: 4,
  hexagonal: 6,
  octagonal: 8,
  cube: 8,
  hexadecagonal: 16,
};

/**
 * Counts the channels of a layout as ffmpeg writes it: `mono`, `5.1(side)`, `7.1.4`, `6 channels (FL+FR+…)`, `ambisonic 1`.
 * Null for one it does not know.
 */
export function channelCount(layout: string): number | null {
  const name = layout.trim().replace(/\(.*$/, "").trim();
  const counted = /^(\d+) channels?$/.exec(name)?.[1];
  if (counted !== undefined) return Number(counted);
  if (/^\d+(\.\d+)+$/.test(name)) return name.split(".").reduce((sum, part) => sum + Number(part), 0);
  const order = /^ambisonic (\d+)$/.exec(name)?.[1];
  if (order !== undefined) return (Number(order) + 1) ** 2;
  return NAMED[name] ?? null;
}
