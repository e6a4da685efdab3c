import { existsSync, readdirSync } from "node:fs";
import { delimiter, join } from "node:path";

const DEBIAN = "/usr/lib/postgresql";

/** The directory with PostgreSQL's programs; undefined where there is no server. The newest, unless `POSTGRES_BIN` names one. */
export function findPostgres(): string | undefined {
  const named = process.env.POSTGRES_BIN;
  const debian = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a)) : [];
  const places = [
    ...(named ? [named] : []),
    ...debian.map((version) => join(DEBIAN, version, "bin")),
    ...(process.env.PATH ?? "").split(delimiter),
  ];
  return places.find((place) => existsSync(join(place, "initdb")) && existsSync(join(place, "postgres")));
}

/** Why suites that need a server are left out; undefined where they are not. */
export const missingPostgres = findPostgres() === undefined ? "no PostgreSQL server is installed" : undefined;
