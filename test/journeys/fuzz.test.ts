import { expect, it } from "vitest";
import { fuzz } from "../support/fuzz.ts";
import { openWorkplace } from "../support/running-service.ts";

// Longer: npm run fuzz -- --seconds 600

const { SDKS_PYTHON } = process.env;
const skip = SDKS_PYTHON ? undefined : "SDKS_PYTHON names no python with test/python/requirements.txt";

it.skipIf(skip !== undefined)(
  `answers whatever is asked for a minute, tells nothing and lives on${skip ? ` (skipped: ${skip})` : ""}`,
  { timeout: 300_000 },
  async () => {
    const workplace = await openWorkplace();
    try {
      const { found, said } = await fuzz(workplace, { python: SDKS_PYTHON ?? "", seconds: 60 });
      expect(found, said).toBeNull();
      expect(Number(/(\d[\d,]*) (generated|test cases)/.exec(said)?.[1]?.replaceAll(",", ""))).toBeGreaterThan(200);
    } finally {
      await workplace.clear();
    }
  },
);
