/**
 * Toasts: short messages, kept in the session until a page, a fragment or a WebSocket shows them.
 */
import { makeOptionCheck } from "../option_check.ts";
import { Button, type Child, Div, type FT, Span } from "../html/mod.ts";
import type { RequestContext, Session } from "../http/types.ts";
import type { Extra } from "./extras.ts";

/** How a toast looks. */
export type ToastKind = "info" | "success" | "warning" | "error";

/** Options of {@linkcode addToast}. */
export interface ToastOptions {
  /** Whether the user can close it. Default: false. */
  dismiss?: boolean;
  /** Milliseconds that it is shown. Default: that of `setupToasts`. */
  duration?: number;
}

const checkToast = makeOptionCheck<ToastOptions>("add a toast", { dismiss: true, duration: true });

/** Options of {@linkcode setupToasts}. */
export interface SetupToastsOptions {
  /** Milliseconds that toasts are shown. Default: 5000. */
  duration?: number;
}

const checkSetup = makeOptionCheck<SetupToastsOptions>("set up toasts", { duration: true });

interface Kept extends ToastOptions {
  readonly id: string;
  readonly text: string;
  readonly kind: ToastKind;
}

/** An application, or another object that adds content to all responses. */
export interface ExtraHost {
  /** Adds content to every page and fragment. */
  addExtra(extra: Extra): void;
}

const KEY = "toasts";
const KINDS: readonly string[] = ["info", "success", "warning", "error"];

/**
 * Keeps a message for the next content that this user sees: this response, or after a redirect the
 * next one. It is shown once.
 *
 * Throws a TypeError for a text that is no string and for an unknown kind, and a RangeError for more
 * than about 1,900 bytes, as it is kept in a cookie. FastHTML: `add_toast`.
 *
 * @example
 * ```ts
 * import { addToast, Client, fastApp, P, Redirect, setupToasts } from "@fasthtml/fasthtml";
 * import { match } from "node:assert";
 *
 * const { app, rt } = fastApp();
 * setupToasts(app);
 * rt("/", () => P("All books"));
 * rt.post("/save", ({ session }) => {
 *   addToast(session, "Saved", "success");
 *   return Redirect("/");
 * });
 *
 * const client = new Client(app);
 * await client.post("/save");
 * match(await (await client.get("/")).text(), /fh-toast-success.*Saved/);
 * ```
 */
export function addToast(
  session: Session,
  text: string,
  kind: ToastKind = "info",
  options: ToastOptions = {},
): void {
  const toast = toKept(text, kind, options);
  const bytes = toBytes([toast]);
  if (bytes > MAX_BYTES) {
    throw new RangeError(
      `Cannot add a toast: ${bytes} bytes, expected at most ${MAX_BYTES}, as it waits in a cookie`,
    );
  }
  const toasts = [...toToasts(session), toast];
  // When too many toasts wait, the oldest are dropped.
  while (toBytes(toasts) > MAX_BYTES) toasts.shift();
  toNotes(session)[KEY] = toasts;
}

/**
 * Makes a message to return beside other content, or to send to a socket: the page shows it at the
 * top, wherever it is. Throws a TypeError for a text that is no string and for an unknown kind.
 * FastHTML: `Toast`.
 *
 * @example
 * ```ts
 * import { fastApp, P } from "@fasthtml/fasthtml";
 * import { Toast } from "@fasthtml/fasthtml/compat";
 *
 * const { rt } = fastApp();
 * rt.post("/save", () => [P("The new row"), Toast("Saved", "success")]);
 * ```
 */
export function Toast(text: string, kind: ToastKind = "info", options: ToastOptions = {}): FT {
  return toGroup([toKept(text, kind, options)], 5000);
}

/**
 * Shows toasts in every page, fragment, error page and WebSocket of an application.
 *
 * FastHTML: `setup_toasts`.
 *
 * @example
 * ```ts
 * import { addToast, fastApp, P, setupToasts } from "@fasthtml/fasthtml";
 * import { match } from "node:assert";
 *
 * const { app, rt } = fastApp();
 * setupToasts(app, { duration: 3000 });
 * rt("/", ({ session }) => {
 *   addToast(session, "Welcome");
 *   return P("Hello");
 * });
 *
 * match(await (await app.request("/")).text(), /data-duration="3000".*Welcome/);
 * ```
 */
export function setupToasts(app: ExtraHost, options: SetupToastsOptions = {}): void {
  checkSetup(options);
  const { duration = 5000 } = options;
  app.addExtra(({ session }: RequestContext): Child => {
    const notes = toNotes(session);
    if (notes[KEY] === undefined) return undefined;
    const toasts = toToasts(session);
    delete notes[KEY];
    if (toasts.length === 0) return undefined;
    return toGroup(toasts, duration);
  });
}

/**
 * Half of what fits into a cookie (RFC 6265, 6.1), in base64 and beside the rest of the session.
 */
const MAX_BYTES = 2000;

/** The toasts that wait. What else a session has under their name is not shown. */
function toToasts(session: Session): Kept[] {
  const kept = toNotes(session)[KEY];
  return Array.isArray(kept) ? kept.filter(isToast) : [];
}

/** A program may have declared the type of its session, and toasts are not in it. */
function toNotes(session: Session): Record<string, unknown> {
  return session as unknown as Record<string, unknown>;
}

function isToast(toast: Partial<Kept> | null): toast is Kept {
  return typeof toast?.text === "string" && KINDS.includes(`${toast.kind}`);
}

function toBytes(value: unknown): number {
  return new TextEncoder().encode(JSON.stringify(value)).length;
}

function toKept(text: string, kind: ToastKind, options: ToastOptions): Kept {
  checkToast(options);
  // Without types, JSON of a client could come here, and an object would become attributes.
  if (typeof text !== "string") {
    throw new TypeError(
      `Cannot add a toast: found a text of type ${typeof text}, expected a string`,
    );
  }
  if (!KINDS.includes(kind)) {
    throw new TypeError(`Cannot add a toast: kind "${kind}", expected one of ${KINDS.join(", ")}`);
  }
  // Two responses under way at once may both carry a toast; the browser knows it by its id.
  return { ...options, id: crypto.randomUUID().slice(0, 8), text, kind };
}

/** Toasts, for the place that the client script has for them. */
function toGroup(toasts: readonly Kept[], duration: number): FT {
  return Div(
    { cls: "fh-toasts", hx_swap_oob: "beforeend:#fh-toasts" },
    toasts.map((toast) => toElement({ duration, ...toast })),
  );
}

function toElement({ id, text, kind, dismiss, duration }: Kept): FT {
  return Div(
    {
      id: `fh-toast-${id}`,
      cls: `fh-toast fh-toast-${kind}`,
      // The others are polite: the script's container is a live region.
      role: kind === "error" && "alert",
      data_duration: duration,
    },
    Span(text),
    // The script gives it a label, in the language of the page.
    dismiss && Button("×", { type: "button", cls: "fh-toast-dismiss" }),
  );
}
