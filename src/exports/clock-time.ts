/** A moment as subtitles write it: `01:02:03,004`. Hours have two digits or more. */
export function clockTime(milliseconds: number, decimalMark: "," | "."): string {
  const two = (value: number) => String(Math.floor(value)).padStart(2, "0");
  const seconds = milliseconds / 1000;
  const fraction = String(milliseconds % 1000).padStart(3, "0");
  return `${two(seconds / 3600)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}${decimalMark}${fraction}`;
}
