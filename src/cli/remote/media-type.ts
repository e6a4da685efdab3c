import { extname } from "node:path";

const UNKNOWN = "application/octet-stream";

const TYPES: Readonly<Record<string, string>> = {
  ".wav": "audio/wav",
  ".mp3": "audio/mpeg",
  ".m4a": "audio/mp4",
  ".m4b": "audio/mp4",
  ".aac": "audio/aac",
  ".ogg": "audio/ogg",
  ".oga": "audio/ogg",
  ".opus": "audio/ogg",
  ".flac": "audio/flac",
  ".weba": "audio/webm",
  ".aif": "audio/aiff",
  ".aiff": "audio/aiff",
  ".wma": "audio/x-ms-wma",
  ".amr": "audio/amr",
  ".caf": "audio/x-caf",
  ".mp4": "video/mp4",
  ".m4v": "video/mp4",
  ".mov": "video/quicktime",
  ".mkv": "video/x-matroska",
  ".webm": "video/webm",
  ".avi": "video/x-msvideo",
  ".wmv": "video/x-ms-wmv",
  ".mpg": "video/mpeg",
  ".mpeg": "video/mpeg",
  ".3gp": "video/3gpp",
};

/** The media type a recording is sent with, from its name. It is for the record: the service looks at the content. */
export const mediaTypeOf = (name: string): string => TYPES[extname(name).toLowerCase()] ?? UNKNOWN;
