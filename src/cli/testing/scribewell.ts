/** What bin/scribewell.js does, for the TypeScript sources. */
import { main } from "../main.ts";

process.exitCode = await main(process);
