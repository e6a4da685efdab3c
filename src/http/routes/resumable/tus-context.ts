import { lockUpload } from "../../../actions/uploads/resumable/lock-upload.ts";
import { type Progress, progressOf } from "../../../actions/uploads/resumable/progress-of.ts";
import type { UploadLock } from "../../../actions/uploads/resumable/upload-lock.ts";
import type { Services } from "../../../services.ts";
import type { TusRequest } from "./tus-request.ts";

/** What one request does with uploads: those of its caller's tenant, one locked while it is at work on it. */
export interface TusContext {
  readonly services: Services;
  readonly request: TusRequest;
  /** @throws {Failure} `upload-not-found` */
  progress(id: string): Promise<Progress>;
  /** @throws {Failure} `upload-busy` */
  acquire(id: string): Promise<void>;
  /** Of the upload that was acquired. */
  currentLock(): UploadLock | undefined;
  /** Notes when an upload expires that was begun. */
  begun(expiresAt: Date): void;
  /** When the upload expires that was asked for; nothing where it is kept. */
  expiresAt(): Date | undefined;
}

/** Who sends beside another is told soon: that one goes on. */
const BESIDE = { asks: false, patienceMs: 2_000 };
/** Clients ask before they go on; what holds an upload then is a line gone dead, or a process that was killed. */
const INSTEAD = { asks: true, patienceMs: 15_000 };

/** @see TusContext */
export function tusContext(services: Services, request: TusRequest): TusContext {
  let held: UploadLock | undefined;
  let expiresAt: Date | undefined;
  return {
    services,
    request,
    async progress(id) {
      const found = await progressOf(services, { tenant: request.caller.tenant, id });
      expiresAt = found.kind === "kept" ? undefined : found.upload.expiresAt;
      return found;
    },
    async acquire(id) {
      const manner = request.method === "PATCH" ? BESIDE : INSTEAD;
      held = await lockUpload(services, { id, ...manner, signal: request.signal });
    },
    currentLock: () => held,
    begun(at) {
      expiresAt = at;
    },
    expiresAt: () => expiresAt,
  };
}
