/** A length of time as a clock shows it: `0:07`, `12:30`, `1:02:03`. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (value: number) => String(value).padStart(2, "0");
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

/** A number of bytes for people: `812 kB`, `28 MB`, `1.6 GB`. */
export function byteSize(bytes: number): string {
  const units = ["bytes", "kB", "MB", "GB", "TB"];
  const power = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(bytes, 1)) / 3)));
  const value = bytes / 1000 ** power;
  return `${power > 0 && value < 9.95 ? value.toFixed(1) : Math.round(value)} ${units[power]}`;
}

/** How many times faster than playing it: `31×`, `0.6×`. */
export function speed(times: number): string {
  return `${times < 9.95 ? times.toFixed(1) : Math.round(times)}×`;
}

/** How long ago something was, in one unit: `8 s`, `12 min`, `3 h`, `5 d`. */
export function age(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min`;
  return whole < 86_400 ? `${Math.floor(whole / 3600)} h` : `${Math.floor(whole / 86_400)} d`;
}

/** A share in whole percent, rounded down so that only what is done is 100: `42 %`. */
export const percent = (share: number): string => `${Math.floor(Math.min(Math.max(share, 0), 1) * 100)} %`;

/** `1 recording`, `3 recordings`. */
export const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? "" : "s"}`;
