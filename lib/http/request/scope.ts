/** Values that `before` functions leave for the handler, and the client's IP address. */
import { readForwarded } from "./target.ts";
import type { ServeInfo } from "../types.ts";

/** The values of one request: any name, and `client`, the client's IP address. */
export class Scope {
  [name: string]: unknown;
  readonly #client: () => string | undefined;

  /**
   * Takes what the IP address is read from: `X-Forwarded-For` behind trusted proxies, else `info`.
   */
  constructor(headers: Headers, proxies: number, info: ServeInfo | undefined) {
    const told = () => proxies ? readForwarded(headers, "x-forwarded-for", proxies) : undefined;
    this.#client = () => told() ?? toName(info?.remoteAddr);
  }

  /** The client's IP address; undefined for a request of this process. */
  get client(): string | undefined {
    return this.#client();
  }
}

function toName(address: Deno.Addr | undefined): string | undefined {
  return address && "hostname" in address ? address.hostname : undefined;
}
