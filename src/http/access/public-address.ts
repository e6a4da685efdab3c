import type { FastifyInstance, FastifyRequest } from "fastify";

declare module "fastify" {
  interface FastifyRequest {
    /** The origin that browsers and clients reach the service by: `https://speech.example.org`. */
    readonly publicOrigin: string;
  }
}

/**
 * Gives every request its `publicOrigin`: what the settings say, or else the name it came by, which has passed the guard.
 * Whether by https, the proxy before us is believed that says so: nobody can have the browser of somebody else say it, and
 * whoever says it of their own gets a cookie that is guarded better.
 */
export function addPublicOrigin(app: FastifyInstance, publicUrl?: string): void {
  app.decorateRequest("publicOrigin", {
    getter(this: FastifyRequest) {
      return publicUrl ?? `${claimedScheme(this) === "https" ? "https" : "http"}://${this.headers.host}`;
    },
  });
}

function claimedScheme({ headers }: FastifyRequest): string {
  const [first = ""] = [headers["x-forwarded-proto"]].flat();
  return first.split(",")[0]?.trim().toLowerCase() ?? "";
}
