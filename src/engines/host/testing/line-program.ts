import { createInterface } from "node:readline";
import { type ProgramOptions, startProgram } from "../program.ts";
import type { StartedProgram } from "../program-host.ts";

/** What the program does with a line, before it answers with it. */
export type LineQuestion = "echo" | "think" | "hang" | "exit" | "crash" | "grumble";

/** Reads words, a line each, and does what they say; its first line tells that it is loaded. */
const SCRIPT = `
  const say = (line) => process.stdout.write(line + "\\n");
  const DO = {
    echo() { say("echo"); },
    think() { for (const end = Date.now() + 2500; Date.now() < end;); say("think"); },
    hang() {},
    exit() { console.error("error: out of paper\\nbye"); process.exitCode = 3; process.stdin.destroy(); },
    crash() { process.kill(process.pid, "SIGKILL"); },
    grumble() { console.error("error: no " + "x".repeat(9)); say("grumble"); },
  };
  require("node:readline").createInterface({ input: process.stdin }).on("line", (line) => DO[line]());
  say("ready");`;

/** A small Node program that is spoken to in lines. @param script another one than that which answers */
export function startLineProgram(
  script = SCRIPT,
  options: Partial<ProgramOptions> = {},
): StartedProgram<LineQuestion, string> {
  const program = startProgram({ command: process.execPath, args: ["-e", script], readsInput: true, ...options });
  const lines = createInterface({ input: program.output })[Symbol.asyncIterator]();
  const next = async (): Promise<string> => {
    const { done, value } = await lines.next();
    if (done) throw new Error("it ended without an answer");
    return value;
  };
  return {
    program,
    async greet() {
      await next();
    },
    ask(question) {
      program.input?.write(`${question}\n`);
      return next();
    },
  };
}
