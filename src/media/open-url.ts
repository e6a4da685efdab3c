import { readUrl } from "../outgoing/url-check.ts";
import type { RemoteRecording } from "../ports/recordings.ts";
import { announcedName } from "./announced-name.ts";
import { type RequestOptions, request } from "./http-request.ts";

/**
 * Opens an address as a stream of bytes, without a file of its own. Follows 5 redirects and tries once: trying again is
 * the caller's. The body fails with `url-unreachable` when the server breaks off or stalls, with `media-refused` past
 * `maxBytes`, and with the signal's reason. Destroy it when it is not read to its end: that ends the connection.
 * Messages name the host only: paths and queries often hold keys. The recording's name is one plain segment.
 * @throws {Failure} `url-invalid`, `url-refused`, `url-unreachable`, `media-refused` when more than `maxBytes` is announced,
 * `settings-invalid` when `networks` is wrong.
 */
export async function openUrl(address: string, options: RequestOptions): Promise<RemoteRecording> {
  const { url, bytes, headers, body } = await request(readUrl(address), options);
  return {
    bytes,
    mediaType: headers["content-type"] ?? null,
    name: announcedName({ disposition: headers["content-disposition"] ?? null, url }),
    body,
  };
}
