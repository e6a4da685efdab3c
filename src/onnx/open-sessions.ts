import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import type { InferenceSession } from "onnxruntime-node";
import { insteadWarning, type Provider } from "./provider.ts";
import { openSession, type Runtime } from "./session.ts";
import { assertWorkedThere } from "./worked-there.ts";

/** Where the sessions of a model are wanted. */
export interface WantedPlace {
  readonly provider: Provider;
  readonly threads: number;
  /** Folder for small files that are gone when this is done; only used for another provider than `cpu`. */
  readonly scratch: string;
}

/** The sessions of a model by the role of their file. */
export type Sessions<Role extends string> = Readonly<Record<Role, InferenceSession>>;

export interface OpenedSessions<Role extends string> {
  readonly sessions: Sessions<Role>;
  /** Where they compute. */
  readonly provider: Provider;
  /** Why that is not where they were wanted; null where it is. */
  readonly warning: string | null;
  /** Gives their memory back; none may be at work. */
  release(): Promise<void>;
}

/**
 * Opens the files of a model, given by path or as bytes, on a provider and proves it by work: `prove` runs the model once, and the provider must have
 * computed some of it. Where any of that fails they are opened on the processor instead, with a warning.
 * @throws an Error where they do not open on the processor either
 */
export async function openSessions<Role extends string>(
  runtime: Runtime,
  files: Readonly<Record<Role, string | Uint8Array>>,
  { prove, ...place }: WantedPlace & { prove: (sessions: Sessions<Role>) => Promise<void> },
): Promise<OpenedSessions<Role>> {
  const { provider, threads } = place;
  let warning: string | null = null;
  if (provider !== "cpu") {
    try {
      return openedAs(await openProven(runtime, files, { ...place, provider, prove }), provider, warning);
    } catch (cause) {
      warning = insteadWarning(provider, cause);
    }
  }
  const opened = await Promise.all(rolesOf(files).map((role) => openSession(runtime, files[role], { threads })));
  return openedAs(byRole(files, opened), "cpu", warning);
}

function openedAs<Role extends string>(
  sessions: Sessions<Role>,
  provider: Provider,
  warning: string | null,
): OpenedSessions<Role> {
  return { sessions, provider, warning, release: () => releaseAll(Object.values(sessions)) };
}

async function releaseAll(sessions: readonly InferenceSession[]): Promise<void> {
  await Promise.all(sessions.map((session) => session.release()));
}

async function openProven<Role extends string>(
  runtime: Runtime,
  files: Readonly<Record<Role, string | Uint8Array>>,
  place: WantedPlace & {
    readonly provider: Exclude<Provider, "cpu">;
    readonly prove: (sessions: Sessions<Role>) => Promise<void>;
  },
): Promise<Sessions<Role>> {
  const { provider, threads, scratch, prove } = place;
  const folder = await mkdtemp(join(scratch, "scribewell-proof-"));
  const opened: InferenceSession[] = [];
  try {
    for (const role of rolesOf(files))
      opened.push(await openSession(runtime, files[role], { threads, provider, profile: join(folder, role) }));
    const sessions = byRole(files, opened);
    await prove(sessions);
    for (const session of opened) session.endProfiling();
    await assertWorkedThere(folder, provider);
    return sessions;
  } catch (error) {
    await releaseAll(opened);
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const rolesOf = <Role extends string>(files: Readonly<Record<Role, string | Uint8Array>>): Role[] =>
  Object.keys(files) as Role[]; // these are its keys

function byRole<Role extends string>(
  files: Readonly<Record<Role, string | Uint8Array>>,
  opened: readonly InferenceSession[],
): Sessions<Role> {
  return Object.fromEntries(rolesOf(files).map((role, index) => [role, opened[index]])) as Sessions<Role>; // one a role
}
