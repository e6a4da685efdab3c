/** The last line of what a program wrote: its answer, or what it died of. */
export const lastLine = (output: string): string => output.trim().split("\n").at(-1)?.trim() ?? "";
