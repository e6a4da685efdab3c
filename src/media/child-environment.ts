/** NODE_OPTIONS carries the loader that child processes need when the product runs from its TypeScript sources. */
const KEPT = ["PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SystemRoot", "NODE_OPTIONS"];

/** The environment of a decoder process: what it takes to start a program, and none of the service's settings and secrets. */
export function childEnvironment(): NodeJS.ProcessEnv {
  // biome-ignore lint/style/noProcessEnv: these are no settings of ours but what the system needs to start a child.
  const ours = process.env;
  return Object.fromEntries(KEPT.flatMap((name) => (name in ours ? [[name, ours[name]]] : [])));
}
