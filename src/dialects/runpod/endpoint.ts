import { z } from "zod";

/** The path of every route: which endpoint is meant. Any name will do. */
export const EndpointParams = z.object({
  endpoint: z
    .string()
    .regex(/^[\w.-]{1,100}$/, "Invalid name: an endpoint is called by letters, digits, - _ and . alone")
    .meta({ description: "Any name: jobs are counted by it.", examples: ["whisper"] }),
});

/** Whether what comes to an endpoint is held against RunPod's own schema. */
export const isStrict = (endpoint: string, header: string | undefined): boolean =>
  endpoint.endsWith("-strict") || header?.trim().toLowerCase() === "true";
