import { loadRuntime } from "./session.ts";

// Entry of a child process: loads the native runtime, uses it once and prints its version.

const { env, Tensor } = await loadRuntime();
new Tensor("float32", new Float32Array(1), [1]).dispose();
process.stdout.write(env.versions.node ?? env.versions.common);
