/**
 * Seconds that whisper.cpp took by its own clock without the loading of its model, from the timings it prints at its end.
 * Undefined where there are none.
 */
export function whisperCppSeconds(output: string): number | undefined {
  const [load, total] = ["load", "total"].map((name) => millisecondsOf(name, output));
  return load === undefined || total === undefined ? undefined : (total - load) / 1000;
}

function millisecondsOf(name: string, output: string): number | undefined {
  const found = new RegExp(`^whisper_print_timings:\\s+${name} time =\\s*([\\d.]+) ms`, "m").exec(output);
  return found ? Number(found[1]) : undefined;
}
