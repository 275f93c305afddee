/** Applications mounted under prefixes of another. */
import { HTTPException } from "../http/errors.ts";
import { type Maybe, then } from "../maybe.ts";
import type { Fetch } from "../http/middleware.ts";
import { checkPrefix, cutPrefix } from "../http/base_path.ts";
import { type Exchange, type MountInfo, SCOPE } from "../http/request/exchange.ts";
import { RequestAt, TARGET, type Target, toHref } from "../http/request/target.ts";
import { toFilePath } from "./miss.ts";

/** A mounted application, of this library or of another. */
export interface Mount {
  readonly prefix: string;
  readonly fetch: Fetch;
  /**
   * Whether it is an application of this library, which takes its target from the outer
   * application.
   */
  readonly isOurs: boolean;
  /** Whether it tells browsers itself whose scripts may send requests. */
  readonly hasCors: boolean;
  /** Whether it answers with files alone. */
  readonly isFolder: boolean;
  /** Closes it together with the application that it is mounted in. */
  readonly close: ((stop: () => Promise<unknown>) => Promise<boolean>) | undefined;
}

/** A mounted application, and the rest of the target after its prefix. */
export interface MountMatch {
  readonly mount: Mount;
  readonly target: Target;
}

/** Finds the mounted application for a path. */
export class Mounts {
  /** All mounted applications, the longest prefix first. */
  readonly all: Mount[] = [];

  /** Adds an application; throws when its prefix is malformed. */
  add(mount: Mount): void {
    checkPrefix(mount.prefix);
    this.all.push(mount);
    this.all.sort((a, b) => b.prefix.length - a.prefix.length);
  }

  /** Finds the application whose prefix starts the target, and the rest of the target. */
  find(target: Target): MountMatch | undefined {
    for (const mount of this.all) {
      const path = cutPrefix(target.path, mount.prefix);
      if (path === undefined) continue;
      const base = target.base + mount.prefix;
      return { mount, target: { ...target, base, path, plainUrl: undefined } };
    }
  }
}

/** What is known of the routes of an application of another kind. */
export const FOREIGN = { path: "", verbs: [], crossSite: false };

/** The path of a mounted application as guards may skip it; of one that has files alone, theirs. */
export function toGuardPath({ prefix, isFolder }: Mount, target: Target): string {
  return isFolder ? toFilePath(target) : `${prefix}/{path:path}`;
}

/** Forwards a request to a mounted application. */
export function forward(
  { mount: { fetch, isOurs, isFolder }, target }: MountMatch,
  exchange: Exchange,
): Maybe<Response> {
  const { req, info, openedScope } = exchange;
  exchange.isSecured = isOurs;
  if (!isOurs) {
    const made = fetch(new RequestAt(toHref({ ...target, base: "" }), req), info);
    return isFolder ? then(made, checkFound) : made;
  }
  const { completed, remoteAddr } = info ?? {};
  const inner = { completed, remoteAddr, [TARGET]: target, [SCOPE]: openedScope };
  return fetch(req, inner as MountInfo);
}

/** A file that is not there is told as every page that is not. */
function checkFound(response: Response): Response {
  if (response.status === 404) throw new HTTPException(404);
  return response;
}
