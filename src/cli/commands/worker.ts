import { workerOptions } from "../../compose/worker-options.ts";
import { workOnce } from "../../worker/work-once.ts";
import type { Command } from "../arguments/command-line.ts";
import { environmentHelp } from "../arguments/help.ts";
import { requireShared, runService, withService } from "../serving/run-service.ts";
import { readServiceConfig } from "../serving/service-config.ts";
import { shownWorkerPart } from "../serving/worker-port.ts";
import { EXIT } from "../terminal/failure-line.ts";
import { say } from "../terminal/terminal.ts";

/** `scribewell worker`: a worker alone. */
export const workerCommand: Command = {
  help: `Work on what was sent to the service, and answer no requests.

  scribewell worker [--once]

As many as you like beside each other, on one PostgreSQL server (DATABASE_URL).
A long recording is divided among all that are free.

      --once     work on what is there now, one piece after another, then end;
                 with an embedded database too, while no service runs on it

A first Ctrl-C or SIGTERM stops it in order: it takes nothing new, and what it
has not done after STOP_GRACE_SECONDS goes back at once, to any other worker.
One that is killed costs its pieces a minute.

It listens nowhere, unless WORKER_PORT is set: /health/live, /health/ready and
/metrics, with the figures of this process, are there then.

${environmentHelp(["DATABASE_URL", "DATABASE_CONNECTIONS", "QUEUE_URL", "STORAGE_URL", "SECRETS_KEY", "DATA_DIR", "MAX_UPLOAD_GB", "MAX_AUDIO_HOURS", "ALLOWED_NETWORKS", "RESULT_CACHE", "KEY_CONCURRENCY", "MODEL_CONCURRENCY", "MODELS_DIR", "MODELS_MIRROR", "WORKER_LANES", "WORKER_LABELS", "WORKER_MODELS", "WORKER_PORT", "WORKER_HOST", "PRELOAD_MODELS", "FALLBACK_MODELS", "REMOTE_ENGINES", "THREADS", "EXECUTION_PROVIDER", "STOP_GRACE_SECONDS", "LOG_LEVEL"])}

Set KEY_CONCURRENCY, MODEL_CONCURRENCY and the limits for remote engines alike
for every worker. Until there are keys KEY_CONCURRENCY limits the whole service,
and the limits of each key hold nobody back.

More of the environment, by what it is about
  models    HF_ENDPOINT, HF_TOKEN
  engines   ENGINE_MEMORY_MB, ENGINE_BATCH, ENGINE_IDLE_SECONDS,
            ENGINE_STALL_SECONDS, MODELS_MEMORY_MB, ENGINES_DIR,
            WHISPER_CPP_BIN, MLX_PYTHON, FFMPEG_PATH
  remote    OPENAI_API_KEY, OPENAI_BASE_URL, REMOTE_MINUTES_PER_DAY,
            REMOTE_MINUTES_PER_MONTH, REMOTE_DOLLARS_PER_DAY and
            REMOTE_DOLLARS_PER_MONTH; of each key with _PER_KEY at the end
  its port  ALLOWED_HOSTS

Exit codes: 0 stopped or done, 1 failed, 2 wrong use, 130 interrupted.
`,

  async run(words, terminal) {
    const { config, isOn } = readServiceConfig("worker", { words, flags: [], switches: ["once"] }, terminal);
    if (isOn("once")) {
      const worked = await withService({ config, terminal }, ({ services }) =>
        workOnce(services, terminal.signal, { ...workerOptions(config), sweeps: true }),
      );
      terminal.signal.throwIfAborted();
      say(terminal, worked === 1 ? "1 piece was worked on." : `${worked} pieces were worked on.`);
      return EXIT.done;
    }
    requireShared("worker", config);
    await runService([shownWorkerPart], { config, terminal });
    return EXIT.done;
  },
};
