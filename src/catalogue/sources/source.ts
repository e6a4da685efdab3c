import type { Workspace } from "../download/workspace.ts";

/** One place where a model may be had. */
export interface ModelSource {
  /** As a person reads it, without secrets: `the mirror /srv/models`. */
  readonly name: string;
  /**
   * Leaves all files of the model in the workspace, verified. Gives the file by role.
   * @throws {SourceFault} when this source cannot; {Failure} when no other could either.
   */
  deliver(workspace: Workspace, signal: AbortSignal): Promise<Readonly<Record<string, string>>>;
}
