/** Chooses how the fields of a body are read, by its media type. */
import { type BodyLimits, readJson, readQuery } from "./read.ts";
import type { Spool } from "./spool.ts";
import type { BodyData } from "../../types.ts";
import { readUpload } from "./upload.ts";

/** How the fields of a body are read. */
export interface ReadOptions {
  readonly limits: BodyLimits;
  /** Keeps large files on disk. */
  readonly spool: Spool;
  /** Reads the body as text. */
  readonly readText: () => Promise<string>;
}

/** Reads JSON or a form as fields; another media type, or an empty body, has none. */
export async function readFields(
  request: Request,
  { limits, spool, readText }: ReadOptions,
): Promise<BodyData> {
  const type = request.headers.get("content-type") ?? "";
  const essence = type.split(";")[0]!.trim().toLowerCase();
  if (essence === "application/x-www-form-urlencoded") {
    return readQuery(await readText(), limits.maxFields);
  }
  if (essence === "multipart/form-data") return readUpload(request, limits, spool);
  if (essence === "application/json" || essence.endsWith("+json")) {
    return readJson(await readText(), limits);
  }
  return Object.create(null);
}
