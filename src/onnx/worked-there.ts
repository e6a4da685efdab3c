import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { type Provider, RUNTIME_NAMES } from "./provider.ts";

const Profile = z.array(
  z.object({
    cat: z.string().optional(),
    args: z.object({ provider: z.string().optional(), op_name: z.string().optional() }).optional(),
  }),
);

/**
 * Reads the profiles in a folder: whether the provider computed anything. One that is asked for and knows no operation of a
 * model leaves all of it to the processor, without a word.
 * @throws an Error where it did not
 */
export async function assertWorkedThere(folder: string, provider: Exclude<Provider, "cpu">): Promise<void> {
  const files = await readdir(folder);
  const profiles = await Promise.all(files.map(async (file) => readProfile(join(folder, file))));
  const { inProfile } = RUNTIME_NAMES[provider];
  const isWork = ({ args }: z.infer<typeof Profile>[number]) =>
    // Copies to and from a provider are no work.
    args?.provider === inProfile && !args.op_name?.startsWith("Memcpy");
  if (!profiles.flat().some(isWork)) throw new Error("it took none of the work of this model");
}

const readProfile = async (path: string) => Profile.parse(JSON.parse(await readFile(path, "utf8")));
