/** Development: the open pages of an application, which hear of changes and of errors. */
import { render } from "../../html/mod.ts";
import { logError } from "../../http/log.ts";
import { Exchange } from "../../http/request/exchange.ts";
import type { RoutePlan } from "../../http/routing/route_table.ts";
import { traceRoute } from "./traces.ts";

/** Milliseconds in which a page that opens still hears of an error: its own, or one before a redirect. */
const FRESH_MS = 5000;

/** The sockets of open pages. */
export class OpenPages {
  readonly #sockets = new Set<WebSocket>();
  readonly #inner: OpenPages[] = [];
  #outer: OpenPages | undefined;
  #last: { readonly text: string; readonly end: number } | undefined;

  /** Whether there are none. */
  get areNone(): boolean {
    return this.#sockets.size === 0;
  }

  /** Makes these the pages of an application that is mounted in another. */
  mountUnder(outer: OpenPages): void {
    this.#outer = outer;
    outer.#inner.push(this);
  }

  /** Adds a page, which hears of an error that has just been shown. */
  add(socket: WebSocket): void {
    this.#sockets.add(socket);
    if (this.#last && Date.now() < this.#last.end) socket.send(this.#last.text);
  }

  /** Removes a page. */
  delete(socket: WebSocket): void {
    this.#sockets.delete(socket);
  }

  /** Tells all pages which files have changed. */
  tellFiles(files: readonly string[]): void {
    this.#send(JSON.stringify({ files }));
  }

  /** Shows an error that no response shows: on the pages of other applications, too, as any may ask. */
  async show(
    error: unknown,
    source: object | undefined,
    routes: readonly RoutePlan[],
  ): Promise<void> {
    const exchange = source instanceof Exchange ? source : undefined;
    try {
      traceRoute(error, exchange?.route);
      const { toDebugPage } = await import("./debug_page.ts");
      const page = await toDebugPage({ error, ...exchange && { exchange } }, { heads: [], routes });
      this.#tellError(JSON.stringify({ id: crypto.randomUUID(), error: await render(page) }));
    } catch (error) {
      logError("Cannot show an error on open pages:", error);
    }
  }

  #tellError(text: string): void {
    if (this.#outer) this.#outer.#tellError(text);
    else this.#tellInner(text);
  }

  #tellInner(text: string): void {
    this.#last = { text, end: Date.now() + FRESH_MS };
    this.#send(text);
    for (const inner of this.#inner) inner.#tellInner(text);
  }

  #send(text: string): void {
    // One that closes is still here, and would throw.
    for (const socket of this.#sockets) {
      if (socket.readyState === WebSocket.OPEN) socket.send(text);
    }
  }
}
