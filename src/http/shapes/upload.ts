import { z } from "zod";
import { UPLOAD_SCHEME, type Upload } from "../../domain/upload.ts";

/** An upload in answers. */
export const UploadShape = z
  .object({
    id: z.uuid(),
    url: z.string().describe("To be given as the `url` of jobs."),
    bytes: z.int().min(1),
    sha256: z.string().describe("Of what was received, in lower-case hexadecimal."),
    expiresAt: z.iso.datetime().describe("Jobs can be opened for it until then."),
  })
  .meta({ id: "Upload" });

/** An upload as answers show it. */
export const uploadJson = ({ id, bytes, digest, expiresAt }: Upload): z.output<typeof UploadShape> => ({
  id,
  url: `${UPLOAD_SCHEME}${id}`,
  bytes,
  sha256: digest,
  expiresAt: expiresAt.toISOString(),
});
