import { expect, it } from "vitest";
import { exampleJob, ID } from "../../client/testing/play-service.ts";
import { jobTable } from "./job-table.ts";

const name = "a recording with quite a long name.mp3";
const source = { kind: "upload", name, bytes: 1, mediaType: null } as const;
const now = Date.parse("2030-01-31T09:42:10.000Z");
const { progress } = exampleJob();
const jobs = [
  exampleJob({ source }),
  exampleJob({ state: "queued", model: null, progress: { ...progress, fraction: 0, totalSeconds: null } }),
];

const lines = (screen: { isTTY?: boolean; columns?: number }) => jobTable(jobs, screen, now).split("\n");

it("leaves nothing out in a file or pipe", () => {
  expect(lines({})).toEqual([
    "id                                    state     done  length  age     model              recording",
    `${ID}  running   49 %    5:13  12 min  onnx/whisper-base  ${name}`,
    `${ID}  queued     0 %       ?  12 min  auto               talk.mp3`,
    "",
  ]);
});

it.each([
  [140, "id state done length age model recording", name],
  [95, "id state done length age recording", "a recording with quite …"],
  [80, "id state done age recording", "a recording with…"],
])("shows on %d columns what fits", (columns, header, end) => {
  const shown = lines({ isTTY: true, columns });
  expect(shown[0]?.split(/ +/).join(" ")).toBe(header);
  expect(shown[1]?.endsWith(`  ${end}`), shown[1]).toBe(true);
  for (const line of shown) expect(line.length).toBeLessThan(columns);
});

it("marks jobs of which a part was given up", () => {
  expect(jobTable([exampleJob({ state: "succeeded", partial: true })], {}, now)).toContain("  succeeded*  ");
});

it("lets no name move the cursor", () => {
  const [, row] = jobTable([exampleJob({ source: { kind: "url", url: "http://x/\u001b[2J\n" } })], {}, now).split("\n");
  expect(row).toMatch(/http:\/\/x\/ \[2J$/);
});
