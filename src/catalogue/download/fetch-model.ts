import { Failure } from "../../domain/failure.ts";
import type { ModelSource } from "../sources/source.ts";
import { SourceFault } from "./source-fault.ts";
import type { Workspace } from "./workspace.ts";

/**
 * Fills the workspace from the first source that can, and makes the model count as installed.
 * @throws {Failure} `model-unavailable` when no source can, naming each with its cause;
 * `model-corrupt` instead when one of them gave wrong bytes, as that wants looking at; `disk-full`.
 */
export async function fetchModel(
  workspace: Workspace,
  sources: readonly ModelSource[],
  signal: AbortSignal,
): Promise<void> {
  const faults: { source: ModelSource; fault: SourceFault }[] = [];
  for (const source of sources) {
    try {
      workspace.enter(source.name);
      const roles = await source.deliver(workspace, signal);
      await workspace.seal(roles);
      return;
    } catch (fault) {
      signal.throwIfAborted();
      if (!(fault instanceof SourceFault)) throw fault;
      faults.push({ source, fault });
    }
  }
  const causes = faults.map(({ source, fault }) => `${source.name} ${fault.message}`).join("; ");
  const corrupt = faults.some(({ fault }) => fault.kind === "corrupt");
  throw new Failure(
    corrupt ? "model-corrupt" : "model-unavailable",
    `${workspace.model} could not be had: ${causes}. ` +
      `Set MODELS_MIRROR to a directory or address that has it, or download it on another machine and run "scribewell models add PATH".`,
    { cause: faults[0]?.fault },
  );
}
