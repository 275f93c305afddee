/** What guards and the handler note for one another, and what is known of the client. */
import { recordOf } from "../record.ts";
import type { ServeInfo } from "../types.ts";
import { readForwarded } from "./target.ts";

/** The notes of one request: any name, `client`, the client's IP address, and `requestId`. */
export class Scope {
  [name: string]: unknown;
  readonly #id: () => string;
  #read: (() => string | undefined) | undefined;
  #client: string | undefined;

  /**
   * Takes what the IP address is read from: `X-Forwarded-For` behind trusted proxies, else `info`.
   */
  constructor(request: Request, proxies: number, info: ServeInfo | undefined) {
    const { headers } = request;
    const told = () => proxies ? readForwarded(headers, "x-forwarded-for", proxies) : undefined;
    this.#read = () => told() ?? toName(info?.remoteAddr);
    this.#id = () => recordOf(request, proxies).id;
  }

  /** The id of the request, as the log has it. */
  get requestId(): string {
    return this.#id();
  }

  /** The client's IP address; undefined for a request of this process. */
  get client(): string | undefined {
    // Read once: Deno does not know it any more when the request has become a socket.
    if (this.#read) {
      this.#client = this.#read();
      this.#read = undefined;
    }
    return this.#client;
  }
}

function toName(address: Deno.Addr | undefined): string | undefined {
  return address && "hostname" in address ? address.hostname : undefined;
}
