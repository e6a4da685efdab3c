/** The arrows of ARCHITECTURE.md, checked. `import type` counts like any other import. */

/** Files in `from` may import from there and from `to`, nothing else of src. */
const may = (name, from, to) => ({
  name,
  severity: "error",
  from: { path: `^src/${from}`, pathNot: "\\.test\\.ts$|/testing/" },
  to: { path: "^src/", pathNot: `^src/(${[from, ...to].join("|")})` },
});

const FOLDERS =
  "compose|request-counters|dialects|domain|files|packages|processes|spending|ports|pipeline|exports|actions|database|worker|http|client|queues|blobs|data-directory|outgoing|secrets|sign-in|media|catalogue|voice-activity|onnx|engines/(host|pool|whisper-program|onnx|whispercpp|mlx|openai|sherpa)|benchmark|cli";
const ROOT_FILE = "[^/]+\\.ts$";
const DRIVERS =
  "^src/(media|outgoing|secrets|sign-in|catalogue|voice-activity|onnx|engines|queues|blobs|data-directory|spending|request-counters)/";

module.exports = {
  forbidden: [
    { name: "no-circles", severity: "error", from: {}, to: { circular: true } },
    { name: "no-missing-package", severity: "error", from: {}, to: { couldNotResolve: true } },
    {
      name: "no-development-package-in-the-product",
      severity: "error",
      from: { path: "^src/", pathNot: "\\.test\\.ts$|/testing/" },
      // What only some settings need is installed beside the product: a peer, and here for its tests.
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only", "npm-peer"] },
    },
    {
      name: "every-folder-is-on-the-map",
      severity: "error",
      from: { path: "^src/", pathNot: `^src/((${FOLDERS})/|${ROOT_FILE})` },
      to: {},
    },
    {
      name: "domain-imports-nothing",
      severity: "error",
      from: { path: "^src/domain/", pathNot: "\\.test\\.ts$" },
      // How well a text deflates is arithmetic.
      to: { pathNot: "^(src/domain/|(node:)?zlib$)" },
    },
    may("ports-know-the-domain", "ports/", ["domain/"]),
    may("pipeline-knows-no-driver", "pipeline/", ["domain/", "ports/"]),
    may("exports-know-the-domain", "exports/", ["domain/"]),
    may("files-know-the-domain", "files/", ["domain/"]),
    may("packages-know-the-domain", "packages/", ["domain/"]),
    may("processes-import-nothing", "processes/", []),
    may("outgoing-knows-its-port", "outgoing/", ["domain/", "ports/"]),
    may("secrets-know-their-port", "secrets/", ["domain/", "ports/"]),
    may("sign-in-knows-its-port", "sign-in/", ["domain/", "ports/"]),
    may("media-knows-its-port", "media/", ["domain/", "ports/", "outgoing/", "processes/"]),
    may("catalogue-knows-its-port", "catalogue/", ["domain/", "ports/"]),
    may("voice-activity-knows-the-host", "voice-activity/", ["domain/", "ports/", "engines/host/", "onnx/"]),
    may("onnx-knows-the-domain", "onnx/", ["domain/", "processes/"]),
    may("engine-host-knows-no-engine", "engines/host/", ["domain/", "ports/", "processes/"]),
    may("drivers-do-not-meet", "engines/onnx/", ["domain/", "ports/", "engines/host/", "onnx/"]),
    may("native-engines-know-the-host", "engines/(whispercpp|mlx|sherpa)/", [
      "domain/",
      "ports/",
      "engines/host/",
      "engines/whisper-program/",
      "processes/",
    ]),
    may("whisper-program-knows-the-host", "engines/whisper-program/", ["domain/", "ports/", "engines/host/"]),
    may("engine-pool-knows-no-engine", "engines/pool/", ["domain/", "ports/", "processes/"]),
    may("remote-engines-know-their-port", "engines/openai/", ["domain/", "ports/"]),
    may("request-counters-know-their-port", "request-counters/", ["ports/", "domain/", "database/"]),
    may("spending-knows-its-port", "spending/", ["domain/", "ports/"]),
    may("database-knows-the-domain", "database/", ["domain/", "ports/"]),
    may("actions-know-no-driver", "actions/", ["domain/", "ports/", "pipeline/", "database/", "services\\.ts"]),
    may("worker-runs-actions", "worker/", ["domain/", "ports/", "pipeline/", "database/", "actions/", "services\\.ts"]),
    may("http-knows-actions", "http/", ["domain/", "ports/", "exports/", "actions/", "services\\.ts"]),
    // A dialect answers in its own way with what the service's own API is made of. No dialect knows another.
    ...["openai", "deepgram", "assemblyai", "runpod"].map((name) =>
      may(`dialect-${name}-knows-the-api`, `dialects/${name}/`, [
        "domain/",
        "ports/",
        "exports/",
        "actions/",
        "http/",
        "services\\.ts",
      ]),
    ),
    // A package of its own is made of it, which runs in browsers, too.
    may("client-imports-nothing", "client/", []),
    {
      name: "client-runs-anywhere",
      severity: "error",
      from: { path: "^src/client/", pathNot: "\\.test\\.ts$|/testing/" },
      to: { dependencyTypes: ["core"] },
    },
    may("queues-know-their-port", "queues/", ["domain/", "ports/", "packages/"]),
    may("blobs-know-their-port", "blobs/", ["domain/", "ports/", "files/", "packages/"]),
    may("data-directory-knows-the-domain", "data-directory/", ["domain/", "files/"]),
    may("benchmark-uses-the-public-door", "benchmark/", ["domain/", "index\\.ts"]),
    may("cli-knows-no-driver", "cli/", [
      "benchmark/",
      "domain/",
      "ports/",
      "pipeline/",
      "exports/",
      "actions/(keys|users)/",
      "actions/upkeep/check-readiness\\.ts",
      "dialects/(routes|result-forms)\\.ts",
      "http/(app|worker-app)\\.ts",
      "http/connection/logging\\.ts",
      "http/routes/push\\.ts",
      "worker/(worker|work-once|answer-rings)\\.ts",
      "client/",
      "data-directory/find-service\\.ts",
      "services\\.ts",
      "compose/",
      ROOT_FILE,
    ]),
    {
      name: "routes-are-nobodys-tools",
      severity: "error",
      comment: "What dialects share with the service's own routes lies in bodies/, answers/ and shapes/.",
      from: {
        path: "^src/(dialects|http/(access|answers|bodies|connection|metrics|problems|shapes))/",
        pathNot: "\\.test\\.ts$|/testing/",
      },
      to: { path: "^src/http/routes/" },
    },
    {
      name: "cli-commands-are-on-top",
      severity: "error",
      from: { path: "^src/cli/(?!commands/|main|run-command-line|testing/)", pathNot: "\\.test\\.ts$" },
      to: { path: "^src/cli/commands/" },
    },
    {
      name: "cli-basics-know-no-subject",
      severity: "error",
      from: { path: "^src/cli/(arguments|terminal)/", pathNot: "\\.test\\.ts$" },
      to: { path: "^src/cli/(?!arguments/|terminal/)" },
    },
    {
      name: "only-compose-knows-the-drivers",
      severity: "error",
      from: {
        path: `^src/${ROOT_FILE}`,
        pathNot: "\\.test\\.ts$",
      },
      // What an address means is known where settings are read, before there is a driver.
      to: { path: DRIVERS, pathNot: "-url\\.ts$|^src/queues/push/read-|^src/outgoing/is-network\\.ts$" },
    },
    {
      name: "environment-is-read-once",
      severity: "error",
      from: { path: "^src/", pathNot: `^src/(cli/|compose/|${ROOT_FILE})` },
      to: { path: "^src/config\\.ts$" },
    },
    {
      // A model that crashes or leaks must take a child process with it, not the product.
      name: "native-runtime-stays-in-the-child",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/onnx/session\\.ts$|\\.test\\.ts$" },
      to: { path: "onnxruntime", dependencyTypesNot: ["type-only"] },
    },
  ],
  options: {
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["types", "import", "node", "default"] },
    doNotFollow: { path: "node_modules" },
  },
};
