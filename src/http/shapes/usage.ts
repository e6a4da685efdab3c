import { z } from "zod";
import type { Usage } from "../../actions/usage/read-usage.ts";

const day = z.iso.date();
const count = z.int().min(0);
const amount = z.number().min(0);
const model = z.string().meta({ examples: ["openai/whisper-1"] });
const key = z.string().nullable().describe("Null where no key was asked for.");

const RemoteUsageShape = z
  .object({
    day,
    model,
    key,
    requests: count,
    unsettled: count.describe(
      "Requests under way, or of which nothing was heard any more: what was held for them counts.",
    ),
    minutes: amount.describe("Of sound that was sent."),
    dollars: amount.describe("By the list of prices; the bill is the service's own."),
  })
  .meta({ id: "RemoteUsage", description: "What a remote model was used for on a day." });

const JobUsageShape = z
  .object({
    day,
    model,
    key,
    jobs: count,
    minutes: amount.describe("Length of their recordings, without those of jobs that had the text of an earlier one."),
  })
  .meta({ id: "JobUsage", description: "What jobs transcribed with a model on the day they succeeded." });

const LimitShape = z
  .object({
    key: z.string().nullable().describe("Null for the limit of all together."),
    unit: z.enum(["minutes", "dollars"]),
    period: z.enum(["day", "month"]).describe("Today or this month, in UTC."),
    limit: amount,
    used: amount,
    left: amount,
  })
  .meta({ id: "RemoteLimit", description: "A limit for remote engines, and what is left of it." });

const QuotaShape = z
  .object({
    key: z.string(),
    quota: z.enum(["openJobs", "bytesPerDay", "minutesPerMonth"]).describe("Days and months are those of UTC."),
    limit: amount,
    used: amount,
    left: amount,
  })
  .meta({ id: "KeyQuota", description: "What a key may use, and what is left of it." });

/** A usage in answers. */
export const UsageShape = z
  .object({
    from: day,
    to: day.describe("Counted in."),
    remote: z.array(RemoteUsageShape).describe("What remote engines were sent, in the order of days."),
    jobs: z.array(JobUsageShape).describe("Jobs that succeeded, with models of any engine, as long as they are kept."),
    limits: z
      .array(LimitShape)
      .describe("As they stand now, whatever days were asked for. A key comes with its first use of the month."),
    quotas: z.array(QuotaShape).describe("What keys may use, as it stands now. Keys without quotas do not come."),
  })
  .meta({ id: "Usage", description: "What was used day by day, and what may be used yet." });

export function usageJson({ remote, jobs, limits, quotas, ...days }: Usage): z.output<typeof UsageShape> {
  return {
    ...days,
    remote: remote.map(({ milliseconds, nanodollars, ...line }) => ({
      ...line,
      minutes: milliseconds / 60_000,
      dollars: nanodollars / 1e9,
    })),
    jobs: jobs.map(({ seconds, ...line }) => ({ ...line, minutes: seconds / 60 })),
    limits: [...limits],
    quotas: [...quotas],
  };
}
