/** Applications below prefixes of another. */
import type { Maybe } from "../http/maybe.ts";
import type { Fetch } from "../http/middleware.ts";
import { checkPrefix, cutPrefix } from "../http/base_path.ts";
import { TARGET, type Target, toHref } from "../http/request/target.ts";
import type { ServeInfo } from "../http/types.ts";

/** An application of this kind, or of another. */
export interface Mount {
  readonly prefix: string;
  readonly fetch: Fetch;
  /** Whether it is an application of this library, which knows of targets. */
  readonly isOurs: boolean;
  /** Ends it with the application that it is mounted in. */
  readonly close: ((sent?: Promise<unknown>) => Promise<void>) | undefined;
}

/** A mounted application, and what is left of a target for it. */
export interface Below {
  readonly mount: Mount;
  readonly target: Target;
}

/** Finds the application that answers a path. */
export class Mounts {
  /** All of them, the longest prefix first. */
  readonly all: Mount[] = [];

  /** Adds an application; throws where its prefix is none. */
  add(mount: Mount): void {
    checkPrefix(mount.prefix);
    this.all.push(mount);
    this.all.sort((a, b) => b.prefix.length - a.prefix.length);
  }

  /** The application below whose prefix a target is, and what is left of the target. */
  find(target: Target): Below | undefined {
    for (const mount of this.all) {
      const path = cutPrefix(target.path, mount.prefix);
      if (path === undefined) continue;
      return { mount, target: { ...target, path, base: target.base + mount.prefix } };
    }
  }
}

/** Hands a request on to a mounted application. */
export function handOn(
  { mount: { fetch, isOurs }, target }: Below,
  request: Request,
  info: ServeInfo | undefined,
): Maybe<Response> {
  if (!isOurs) return fetch(new Request(toHref({ ...target, base: "" }), request), info);
  const { completed, remoteAddr } = info ?? {};
  return fetch(request, { completed, remoteAddr, [TARGET]: target } as ServeInfo);
}
