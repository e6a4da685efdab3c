import { loadRuntime } from "./session.ts";

// Entry of a child process: loads the native runtime, runs the smallest model there is and prints the version.

/** An ONNX model of one node, Identity, from `x` to `y`, one float each. */
const IDENTITY = "CAg6NwoQCgF4EgF5IghJZGVudGl0eRIBZ1oPCgF4EgoKCAgBEgQKAggBYg8KAXkSCgoICAESBAoCCAFCAhAN";

const { env, InferenceSession, Tensor } = await loadRuntime();
const session = await InferenceSession.create(Buffer.from(IDENTITY, "base64"));
await session.run({ x: new Tensor("float32", Float32Array.of(1), [1]) });
process.stdout.write(env.versions.node ?? env.versions.common);
