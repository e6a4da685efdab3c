import { openSessions } from "./open-sessions.ts";
import type { Provider } from "./provider.ts";
import { loadRuntime } from "./session.ts";

// Entry of a child process: loads the native runtime, runs the smallest model there is on the provider it is given with a
// folder for its proof, and prints the version, and in a second line why that was not where the model ran.

/** An ONNX model of one node, Add, from `x` to `y`, one float each. */
const DOUBLE = Buffer.from(
  "CAg6NQoOCgF4CgF4EgF5IgNBZGQSAWdaDwoBeBIKCggIARIECgIIAWIPCgF5EgoKCAgBEgQKAggBQgIQDQ==",
  "base64",
);

const [provider, scratch] = process.argv.slice(2) as [Provider, string]; // by runtime-version.ts
const runtime = await loadRuntime();
const { sessions, warning } = await openSessions(
  runtime,
  { model: DOUBLE },
  {
    provider,
    scratch,
    threads: 1,
    async prove({ model }) {
      const { y } = await model.run({ x: new runtime.Tensor("float32", Float32Array.of(21), [1]) });
      if (y?.data[0] !== 42) throw new Error("what it computes is wrong");
    },
  },
);
await sessions.model.run({ x: new runtime.Tensor("float32", Float32Array.of(1), [1]) });
const { versions } = runtime.env;
process.stdout.write(`${versions.node ?? versions.common}\n${warning ?? ""}`);
