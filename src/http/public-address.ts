import type { FastifyRequest } from "fastify";

/** Where browsers reach the service, as the settings say; undefined where they say nothing. */
export type PublicUrl = string | undefined;

/**
 * Whether a browser asks by https. Without a setting the proxy before us is believed that says so: nobody can have the browser
 * of somebody else say it, and whoever says it of their own gets a cookie that is guarded better.
 */
export const isSecure = (request: FastifyRequest, publicUrl: PublicUrl): boolean =>
  (publicUrl ?? `${claimedScheme(request)}:`).startsWith("https:");

/** The origin a browser asks by. Its name has passed the guard. */
export const publicOrigin = (request: FastifyRequest, publicUrl: PublicUrl): string =>
  publicUrl ?? `${isSecure(request, publicUrl) ? "https" : "http"}://${request.headers.host}`;

function claimedScheme({ headers }: FastifyRequest): string {
  const [first = ""] = [headers["x-forwarded-proto"]].flat();
  return first.split(",")[0]?.trim().toLowerCase() ?? "";
}
