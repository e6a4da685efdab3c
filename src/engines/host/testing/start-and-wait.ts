import { type ProgramOptions, startProgram } from "../program.ts";

// Started by a test, which kills it: starts the program of its argument, says its process id, and stays.

const options: ProgramOptions = JSON.parse(process.argv[2] ?? "{}");
const { pid, output } = startProgram(options);
output.once("data", (line: Buffer) => process.stdout.write(`${pid} ${line}`));
setInterval(() => {}, 60_000);
