import type { FastifyCorsOptions } from "@fastify/cors";
import type { FastifyHelmetOptions } from "@fastify/helmet";
import { normaliseOrigin } from "./guard.ts";

/** Headers that keep a browser from doing more with an answer than our own pages need. */
export const SECURITY_HEADERS: FastifyHelmetOptions = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      // The API browser of the docs page writes style attributes.
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", "data:"],
      fontSrc: ["'self'", "data:"],
      mediaSrc: ["'self'", "blob:"],
      connectSrc: ["'self'"],
      formAction: ["'self'"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
    },
  },
  frameguard: { action: "deny" },
  // We speak plain HTTP; whether a name is only to be asked by TLS is for the proxy to say that does TLS for it.
  strictTransportSecurity: false,
};

/** Lets pages of the listed origins use the API from a browser; no others. */
export function corsOptions(origins: readonly string[]): FastifyCorsOptions {
  return {
    origin: origins.map(normaliseOrigin),
    methods: ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"],
    exposedHeaders: [
      "Accept-Ranges",
      "Content-Disposition",
      "Content-Range",
      "ETag",
      "Location",
      "RateLimit-Limit",
      "RateLimit-Remaining",
      "RateLimit-Reset",
      "Retry-After",
      "Tus-Extension",
      "Tus-Max-Size",
      "Tus-Resumable",
      "Tus-Version",
      "Upload-Expires",
      "Upload-Length",
      "Upload-Metadata",
      "Upload-Offset",
      "X-Request-Id",
      "X-Scribewell-Job",
      "X-Scribewell-Warnings",
    ],
    maxAge: 600,
    // An OPTIONS that is no preflight is answered like any method a route does not have.
    strictPreflight: false,
  };
}
