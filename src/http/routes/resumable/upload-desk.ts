import type { Hold } from "../../../actions/uploads/resumable/hold.ts";
import { holdResumable } from "../../../actions/uploads/resumable/hold-resumable.ts";
import { type Progress, progressOf } from "../../../actions/uploads/resumable/progress-of.ts";
import type { Services } from "../../../services.ts";
import type { Asked } from "./asked.ts";

/** What one request does with uploads: those of its caller's tenant, held while it is at work on one. */
export interface UploadDesk {
  readonly services: Services;
  readonly asked: Asked;
  /** @throws {Failure} `upload-not-found` */
  progress(id: string): Promise<Progress>;
  /** @throws {Failure} `upload-busy` */
  take(id: string): Promise<void>;
  /** What has been taken. */
  held(): Hold | undefined;
  /** Notes when an upload expires that was begun. */
  begun(expiresAt: Date): void;
  /** When the upload expires that was asked for; nothing where it is kept. */
  expiresAt(): Date | undefined;
}

/** Who sends beside another is told soon: that one goes on. */
const BESIDE = { asks: false, patienceMs: 2_000 };
/** Clients ask before they go on; what holds an upload then is a line gone dead, or a process that was killed. */
const INSTEAD = { asks: true, patienceMs: 15_000 };

/** @see UploadDesk */
export function uploadDesk(services: Services, asked: Asked): UploadDesk {
  let hold: Hold | undefined;
  let expiresAt: Date | undefined;
  return {
    services,
    asked,
    async progress(id) {
      const found = await progressOf(services, { tenant: asked.caller.tenant, id });
      expiresAt = found.kind === "kept" ? undefined : found.upload.expiresAt;
      return found;
    },
    async take(id) {
      const manner = asked.method === "PATCH" ? BESIDE : INSTEAD;
      hold = await holdResumable(services, { id, ...manner, signal: asked.signal });
    },
    held: () => hold,
    begun(at) {
      expiresAt = at;
    },
    expiresAt: () => expiresAt,
  };
}
