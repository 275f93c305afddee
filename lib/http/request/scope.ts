/** What functions that ran before leave for the handler, and who sent the request. */
import { readForwarded } from "./target.ts";
import type { ServeInfo } from "../types.ts";

/** The notes of one request: any name, and `client`, the visitor's address. */
export class Scope {
  [name: string]: unknown;
  readonly #client: () => string | undefined;

  /** Takes where the address is found: in `X-Forwarded-For` behind so many trusted proxies. */
  constructor(headers: Headers, proxies: number, info: ServeInfo | undefined) {
    const told = () => proxies ? readForwarded(headers, "x-forwarded-for", proxies) : undefined;
    this.#client = () => told() ?? toName(info?.remoteAddr);
  }

  /** The visitor's address; undefined for a request of this process. */
  get client(): string | undefined {
    return this.#client();
  }
}

function toName(address: Deno.Addr | undefined): string | undefined {
  return address && "hostname" in address ? address.hostname : undefined;
}
