import type { ColumnType, Generated } from "kysely";

type NullableTime = ColumnType<Date | null, Date | null | undefined, Date | null>;

/** Uploads on their way, as `migrations/` makes their table. */
export interface ResumableUploadsSchema {
  resumable_uploads: {
    id: string;
    tenant_id: string;
    key_id: string | null;
    bytes: string | number;
    name: string | null;
    media_type: string | null;
    metadata: string | null;
    created_at: ColumnType<Date, never, never>;
    expires_at: Date;
    holder: string | null;
    held_until: NullableTime;
    wanted: Generated<boolean>;
    whole: Generated<boolean>;
    taken_in: Generated<boolean>;
  };
}
