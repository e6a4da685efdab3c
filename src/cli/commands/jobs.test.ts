import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  deserted,
  exampleJob,
  exampleReceipt,
  ID,
  type PlayService,
  playService,
  sendProblem,
} from "../../client/testing/play-service.ts";
import { runCommandLine } from "../run-command-line.ts";
import { playTerminal } from "../testing/play-terminal.ts";

let service: PlayService;
let asked: string[] = [];
let receipt = exampleReceipt();
beforeAll(async () => {
  service = await playService((app) => {
    app.addHook("onRequest", async ({ method, url }) => void asked.push(`${method} ${url.replace("/api/v1", "")}`));
    app.get<{ Querystring: { after?: string; limit: string } }>("/api/v1/jobs", async ({ query }) => {
      const jobs = Array.from({ length: Number(query.limit) }, () => exampleJob());
      return { jobs, next: query.after === "b" ? null : String.fromCharCode((query.after ?? "`").charCodeAt(0) + 1) };
    });
    app.get("/api/v1/jobs/:id", async () => exampleJob());
    app.delete("/api/v1/jobs/:id", async ({ url }, reply) =>
      url.includes("purge") ? reply.send(receipt) : exampleJob({ state: "cancelled" }),
    );
    app.post("/api/v1/jobs/:id/retry", async (_request, reply) =>
      sendProblem(reply, 409, "job-not-retryable", "It has succeeded."),
    );
    app.get("/api/v1/jobs/:id/result", async (_request, reply) => reply.type("text/plain").send("1\n00:00\nHello.\n"));
  });
});
afterAll(() => service.close());
beforeEach(() => {
  asked = [];
});

async function run(words: string[], environment: Record<string, string> = { SERVER_URL: service.url }) {
  const { terminal, stdout, stderr } = playTerminal({ environment });
  const code = await runCommandLine(["jobs", ...words], terminal);
  return { code, stdout: stdout(), stderr: stderr() };
}

describe("scribewell jobs", () => {
  it("lists the newest jobs, and says that there are older ones", async () => {
    const { code, stdout, stderr } = await run([
      "list",
      "--state",
      "running,Failed",
      "--state",
      "queued",
      "--limit",
      "2",
    ]);
    expect(asked).toEqual(["GET /jobs?state=running&state=failed&state=queued&limit=2"]);
    expect(stdout.split("\n")).toHaveLength(4);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "there are older ones; --limit shows more\n" });
  });

  it("lists more than a page holds", async () => {
    const { stdout, stderr } = await run(["list", "--limit", "450", "--json"]);
    expect(asked).toEqual(["GET /jobs?limit=200", "GET /jobs?after=a&limit=200", "GET /jobs?after=b&limit=50"]);
    expect(JSON.parse(stdout)).toHaveLength(450);
    expect(stderr).toBe("");
  });

  it("shows a job, for people and for programs", async () => {
    expect((await run(["show", ID])).stdout).toMatch(/^state +running, 49 %/m);
    expect(JSON.parse((await run(["show", ID, "--json"])).stdout)).toEqual(exampleJob());
  });

  it("cancels, and erases", async () => {
    expect(await run(["cancel", ID])).toEqual({ code: 0, stdout: "", stderr: `${ID}: cancelled\n` });
    expect(await run(["cancel", ID, "--purge"])).toEqual({ code: 0, stdout: "", stderr: `${ID}: erased\n` });
    receipt = exampleReceipt({ blobsErased: false });
    expect((await run(["cancel", ID, "--purge"])).stderr).toBe(
      `${ID}: erased; its files follow as soon as the store answers again\n`,
    );
    expect(JSON.parse((await run(["cancel", ID, "--purge", "--json"])).stdout)).toEqual(receipt);
    expect(asked.map((line) => line.replace(ID, "ID"))).toEqual([
      "DELETE /jobs/ID",
      "DELETE /jobs/ID?purge=true",
      "DELETE /jobs/ID?purge=true",
      "DELETE /jobs/ID?purge=true",
    ]);
  });

  it("says what the service refuses, with its code", async () => {
    expect(await run(["retry", ID])).toEqual({
      code: 2,
      stdout: "",
      stderr: "scribewell: It has succeeded. [job-not-retryable]\n",
    });
  });

  it("writes a result as it comes", async () => {
    expect((await run(["result", ID, "--format", "srt"])).stdout).toBe("1\n00:00\nHello.\n");
    await run(["result", ID, "--json"]);
    await run(["result", ID]);
    expect(asked.map((line) => line.split("?")[1])).toEqual(["as=srt", "as=json", "as=txt"]);
  });

  it.each([
    [[], "Say what to do with jobs. There are list, show, cancel, retry, result. [option-invalid]"],
    [["shw"], 'Jobs know no "shw". Did you mean "show"?'],
    [["show"], "Name one job by its id."],
    [["cancel", "a", "b"], "Name one job by its id."],
    [["list", "queued"], '"jobs list" takes flags only, and has been given "queued".'],
    [["list", "--state", "don"], 'There is no state "don".'],
    [["list", "--state", "fialed"], 'Did you mean "failed"?'],
    [["list", "--limit", "0"], "--limit must be a whole number"],
    [["result", "a", "-f", "srt,vtt"], "Only one format goes to standard output."],
    [["result", "a", "-f", "doc"], 'There is no format "doc".'],
    [["show", "a", "--server", "ftp://x"], '"ftp://x" is no address of a service.'],
  ])("refuses %j before anything is asked", async (words, message) => {
    const { code, stdout, stderr } = await run(words);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(message);
    expect(asked).toEqual([]);
  });

  it("asks the service of the flag before that of the setting", async () => {
    const nobody = await deserted();
    expect((await run(["show", ID, "--server", service.url], { SERVER_URL: nobody })).code).toBe(0);
    const { code, stderr } = await run(["show", ID], { SERVER_URL: nobody });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^scribewell: No service listens at .+: scribewell serve\. .+ \[service-unreachable\]\n$/);
  });
});
