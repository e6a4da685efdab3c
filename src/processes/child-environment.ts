/** NODE_OPTIONS carries the loader that child processes need when the product runs from its TypeScript sources. */
const KEPT = ["PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SystemRoot", "NODE_OPTIONS"];

/** Flags with their value that load code, as NODE_OPTIONS may do. Others, such as `--input-type`, are for the caller's own script. */
const LOADERS = /^--(import|require|loader|experimental-loader)(=|$)|^-r$/;

/** The environment of a child process: what it takes to start a program, and none of the product's settings and secrets. */
export function childEnvironment(): NodeJS.ProcessEnv {
  // biome-ignore lint/style/noProcessEnv: these are no settings of ours but what the system needs to start a child.
  const ours = process.env;
  return Object.fromEntries(KEPT.flatMap((name) => (name in ours ? [[name, ours[name]]] : [])));
}

/** The flags of this Node that a child running the product's own code needs as well. */
export function loaderFlags(flags: readonly string[] = process.execArgv): string[] {
  return flags.flatMap((flag, index) => {
    if (LOADERS.test(flag)) return [flag];
    const before = flags[index - 1];
    return before !== undefined && LOADERS.test(before) && !before.includes("=") ? [flag] : [];
  });
}
