import { Failure } from "../../domain/failure.ts";
import { type JobWebhook, WEBHOOK_ENDS } from "../../domain/webhook.ts";
import type { GivenParams } from "./request-fields.ts";

const HEADER_NAME = /^[!#$%&'*+.^_`|~\w-]+$/;
const HEADER_VALUE = /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/;
/** What says how a message is to be read and carried. */
const OURS = /^(?:host|connection|keep-alive|upgrade|te|trailer|expect|transfer-encoding|content-.*|webhook-.*)$/i;

/**
 * The webhook that was asked for. Its header is its secret, which is kept sealed.
 * @throws {Failure} `option-invalid`
 */
export function webhookOf({
  webhook_url: url,
  webhook_auth_header_name: name,
  webhook_auth_header_value: value,
}: GivenParams): JobWebhook | undefined {
  const refuse = (detail: string) => new Failure("option-invalid", detail);
  if ((name || value) && !url)
    throw refuse("`webhook_auth_header_name` and its value belong to a `webhook_url`. Give its address too.");
  if (!url) return undefined;
  const webhook = { url, events: WEBHOOK_ENDS, kind: "assemblyai" };
  if (!name && !value) return webhook;
  if (!name || !value)
    throw refuse("Give both `webhook_auth_header_name` and `webhook_auth_header_value`, or neither of them.");
  if (!HEADER_NAME.test(name) || OURS.test(name))
    throw refuse("`webhook_auth_header_name` cannot be sent as a header of its own. Choose another, such as X-Secret.");
  if (!HEADER_VALUE.test(value))
    throw refuse(
      "`webhook_auth_header_value` cannot be sent in a header. Use letters, digits and signs of ASCII alone.",
    );
  return { ...webhook, secret: JSON.stringify({ name, value }) };
}
