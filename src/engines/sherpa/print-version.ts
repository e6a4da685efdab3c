import { loadSherpa } from "./addon.ts";

// Entry of a child process: loads the native library and prints its version.

process.stdout.write(loadSherpa().version);
