import type { EngineReport } from "../../ports/engine.ts";
import type { ModelListing } from "../../ports/model-store.ts";
import type { Services } from "../../services.ts";

/** A model, and how it stands with it on this machine. */
export interface ModelOnMachine extends ModelListing {
  /** Why it could not recognise anything here now; null where nothing is in its way but perhaps a download. */
  readonly whyNot: string | null;
  /** Whether its processes run. */
  readonly isLoaded: boolean;
  /** What was measured here; null before. */
  readonly measured: {
    readonly memoryBytes: number | null;
    readonly loadSeconds: number | null;
    readonly speed: number | null;
  };
}

/** Everything this server knows of models, and which of them it could use now. */
export async function readModels({
  db,
  models,
  engines,
  engineReports,
  machine,
}: Pick<Services, "db" | "models" | "engines" | "engineReports" | "machine">): Promise<ModelOnMachine[]> {
  const [listings, reports, loads, speeds] = await Promise.all([
    models.list(),
    engineReports(),
    db.selectFrom("measured_loads").selectAll().where("machine", "=", machine).execute(),
    db.selectFrom("measured_speeds").selectAll().where("machine", "=", machine).execute(),
  ]);
  const loaded = new Set(engines.states().flatMap(({ model, isLoaded }) => (isLoaded ? [model] : [])));
  return listings.map((listing) => {
    const load = loads.find(({ model }) => model === listing.name);
    const speed = speeds.find(({ model }) => model === listing.name)?.speed ?? null;
    return {
      ...listing,
      whyNot: whyNot(listing, reports),
      isLoaded: loaded.has(listing.name),
      measured: {
        memoryBytes: load ? Number(load.memory_bytes) : null,
        loadSeconds: load?.load_seconds ?? null,
        speed,
      },
    };
  });
}

/** The detector of speech runs where the recognisers of onnxruntime do. */
function whyNot({ name }: ModelListing, reports: readonly EngineReport[]): string | null {
  const engine = name.startsWith("vad/") ? "onnx" : name.slice(0, name.indexOf("/"));
  const report = reports.find((each) => each.engine === engine);
  return report === undefined || report.state === "ready" ? null : report.detail;
}
