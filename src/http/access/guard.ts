import type { IncomingHttpHeaders } from "node:http";
import type { FastifyRequest } from "fastify";
import ipaddr from "ipaddr.js";
import { Failure } from "../../domain/failure.ts";

/** Who may be spoken to, and from which web pages. */
export interface GuardOptions {
  /** Names this service may be asked by, beside `localhost` and addresses; with a port where only that one is meant. */
  readonly hosts: readonly string[];
  /** Origins of web pages that may use this service, as browsers write them: `https://app.example.org`. */
  readonly origins: readonly string[];
}

/**
 * Keeps web pages of others out. A page may lead its own name to this machine (DNS rebinding): then Host is that name.
 * Or it may send a request straight here: then Origin, or Sec-Fetch-Site, gives it away.
 * @throws {Failure} from what it gives back: `host-refused`, `origin-refused`
 */
export function createGuard({ hosts, origins }: GuardOptions): (request: FastifyRequest) => void {
  const allowedHosts = hosts.flatMap((host) => parseHost(host) ?? []);
  const allowedOrigins = new Set(origins.map(normaliseOrigin));
  return ({ headers, method }) => {
    const host = parseHost(headers.host);
    if (host === null || !(isOwn(host) || allowedHosts.some((allowed) => covers(allowed, host))))
      throw new Failure(
        "host-refused",
        "This service is not known by the name in Host. Its operator can allow the name with ALLOWED_HOSTS.",
      );
    if (headers.origin === undefined ? isForeign(headers, method) : !isAllowedOrigin(headers.origin, headers.host))
      throw new Failure(
        "origin-refused",
        "A web page of another site may not ask this. The operator can allow its origin with ALLOWED_ORIGINS.",
      );
  };

  function isAllowedOrigin(origin: string, host: string | undefined): boolean {
    return allowedOrigins.has(normaliseOrigin(origin)) || isSameOrigin(origin, host);
  }
}

/** As origins are compared: browsers write them small and without a slash at the end, people do not. */
export const normaliseOrigin = (origin: string): string => origin.toLowerCase().replace(/\/$/, "");

interface Host {
  readonly name: string;
  /** Empty where none was given. */
  readonly port: string;
}

function parseHost(value: string | undefined): Host | null {
  if (value === undefined || /[\s/\\@?#]/.test(value) || !URL.canParse(`http://${value}`)) return null;
  const { hostname, port } = new URL(`http://${value}`);
  return { name: hostname.replace(/\.$/, ""), port };
}

/** An address cannot be led elsewhere, only a name can: probes and scrapers ask by address. */
function isOwn({ name }: Host): boolean {
  return name === "localhost" || ipaddr.isValid(name.replace(/^\[(.*)\]$/, "$1"));
}

const covers = (allowed: Host, asked: Host) =>
  allowed.name === asked.name && (allowed.port === "" || allowed.port === asked.port);

/** The scheme is not compared: a proxy before us may speak TLS where we do not. */
function isSameOrigin(origin: string, host: string | undefined): boolean {
  if (!/^https?:/i.test(origin) || !URL.canParse(origin)) return false;
  const page = new URL(origin);
  return new URL(`${page.protocol}//${host}`).host === page.host;
}

/** A link on another site may be followed: the browser then leaves that page, and it learns nothing. */
function isForeign(headers: IncomingHttpHeaders, method: string): boolean {
  if (headers["sec-fetch-site"] !== "cross-site") return false;
  const isFollowedLink = headers["sec-fetch-mode"] === "navigate" && headers["sec-fetch-dest"] === "document";
  return !(isFollowedLink && (method === "GET" || method === "HEAD"));
}
