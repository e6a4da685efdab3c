import type { FastifyRequest } from "fastify";
import Negotiator from "negotiator";

const JSON_TYPES = ["application/problem+json", "application/json"];

/** Whether an answer is for a person's eyes: browsers ask for HTML before all else, and clients do not. */
export function prefersPage({ headers: { accept } }: Pick<FastifyRequest, "headers">): boolean {
  return new Negotiator({ headers: { accept } }).mediaType([...JSON_TYPES, "text/html"]) === "text/html";
}
