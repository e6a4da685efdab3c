import type { ColumnType, Generated, JSONColumnType } from "kysely";
import type { DeliveryError, DeliveryState, PauseReason, WebhookEvent, WebhookNotice } from "../domain/webhook.ts";

type Time = ColumnType<Date, Date | undefined, Date>;
type NullableTime = ColumnType<Date | null, Date | null | undefined, Date | null>;

interface EndpointsTable {
  id: string;
  tenant_id: string;
  key_id: string | null;
  url: string;
  secret: Buffer;
  events: WebhookEvent[];
  kind: Generated<string>;
  state: Generated<"active" | "paused">;
  failures: Generated<number>;
  failing_since: NullableTime;
  paused_at: NullableTime;
  pause_reason: PauseReason | null;
  created_at: Time;
}

interface DeliveriesTable {
  id: string;
  tenant_id: string;
  endpoint_id: string | null;
  /** Of a job or of a batch. */
  job_id: string | null;
  batch_id: string | null;
  kind: string;
  event: WebhookEvent;
  url: string;
  host: string;
  payload: JSONColumnType<WebhookNotice>;
  state: Generated<DeliveryState>;
  attempts: Generated<number>;
  /** Infinity while its endpoint is paused. */
  next_at: ColumnType<Date | number, Date | undefined, Date>;
  is_leased: Generated<boolean>;
  tried_since: Time;
  last_status: number | null;
  last_error: ColumnType<DeliveryError | null, string | null | undefined, string | null>;
  created_at: Time;
  attempted_at: NullableTime;
  ended_at: NullableTime;
}

/** The tables of webhooks, as `migrations/` makes them. */
export interface WebhooksSchema {
  webhook_endpoints: EndpointsTable;
  job_webhooks: { job_id: string; url: string; secret: Buffer | null; events: WebhookEvent[]; kind: Generated<string> };
  batch_webhooks: {
    batch_id: string;
    url: string;
    secret: Buffer | null;
    events: WebhookEvent[];
    kind: Generated<string>;
  };
  webhook_deliveries: DeliveriesTable;
}
