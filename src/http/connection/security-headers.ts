import type { FastifyCorsOptions, FastifyCorsOptionsDelegate, FastifyPluginOptionsDelegate } from "@fastify/cors";
import type { FastifyHelmetOptions } from "@fastify/helmet";
import type { FastifyRequest } from "fastify";
import { normaliseOrigin } from "../access/guard.ts";

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

/**
 * Lets pages of the listed origins use the API from a browser; no others. An OPTIONS that is no preflight goes to its route,
 * and is answered like any method where there is none.
 */
export function corsOptions(origins: readonly string[]): FastifyPluginOptionsDelegate<FastifyCorsOptionsDelegate> {
  const options = allowing(origins);
  return () => (request, done) => done(null, { ...options, preflight: isPreflight(request) });
}

const isPreflight = ({ method, headers }: FastifyRequest): boolean =>
  method === "OPTIONS" && headers.origin !== undefined && headers["access-control-request-method"] !== undefined;

function allowing(origins: readonly string[]): FastifyCorsOptions {
  return {
    origin: origins.map(normaliseOrigin),
    methods: ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"],
    exposedHeaders: [
      "Accept-Ranges",
      "Content-Disposition",
      "Content-Range",
      "DG-Request-Id",
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
      "X-Should-Retry",
    ],
    maxAge: 600,
  };
}
