import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateMultipartUploadCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { vi } from "vitest";
import { blobStoreContract } from "../../../test/contracts/blob-store.ts";
import { startS3Server } from "../../../test/support/s3-server.ts";
import { s3BlobStore } from "./s3.ts";

// Where the SDK looks first.
vi.stubEnv("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE");
vi.stubEnv("AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");

blobStoreContract("s3", async () => {
  const server = await startS3Server();
  const scratch = mkdtempSync(join(tmpdir(), "s3-"));
  const { bucket: Bucket, proxy } = server;
  return {
    store: s3BlobStore({ bucket: Bucket, prefix: "some/where", endpoint: proxy.url, scratch }),
    way: proxy,
    incoming: async () =>
      (await server.keys()).filter((key) => key.startsWith("some/where/incoming/")).length + server.uploads().length,
    async abandon() {
      const client = new S3Client({ endpoint: proxy.url, region: "us-east-1", forcePathStyle: true });
      await client.send(new PutObjectCommand({ Bucket, Key: "some/where/incoming/left", Body: "some" }));
      await client.send(new CreateMultipartUploadCommand({ Bucket, Key: "some/where/incoming/begun" }));
      client.destroy();
    },
    async close() {
      await server.close();
      rmSync(scratch, { recursive: true, force: true });
    },
  };
});
