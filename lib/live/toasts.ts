/** Toasts: short messages, kept in the session until a page, a fragment or a socket shows them. */
import { Button, type Child, Div, type FT, Span } from "../html/mod.ts";
import type { RequestContext, Session } from "../http/types.ts";
import type { Extra } from "./extras.ts";

/** How a toast looks. */
export type ToastKind = "info" | "success" | "warning" | "error";

/** Options of {@linkcode addToast}. */
export interface ToastOptions {
  /** Whether the visitor can close it. Default: false. */
  dismiss?: boolean;
  /** Milliseconds that it stays. Default: that of `setupToasts`. */
  duration?: number;
}

/** Options of {@linkcode setupToasts}. */
export interface ToastsOptions {
  /** Milliseconds that toasts stay. Default: 5000. */
  duration?: number;
}

interface Toast extends ToastOptions {
  readonly id: string;
  readonly text: string;
  readonly kind: ToastKind;
}

/** What takes toasts of all answers: an application. */
export interface ExtraHost {
  /** Adds content to every page and fragment. */
  addExtra(extra: Extra): void;
}

const KEY = "toasts";
const KINDS: readonly string[] = ["info", "success", "warning", "error"];

/**
 * Keeps a message for the next thing that this visitor sees: this answer, or after a redirect the
 * next one. It is shown once.
 *
 * Throws a TypeError for an unknown kind. FastHTML: `add_toast`.
 */
export function addToast(
  session: Session,
  text: string,
  kind: ToastKind = "info",
  options: ToastOptions = {},
): void {
  if (!KINDS.includes(kind)) {
    throw new TypeError(`Cannot add a toast: kind "${kind}", expected one of ${KINDS.join(", ")}`);
  }
  // By its id the browser knows a toast that two answers under way at once both carry.
  const id = crypto.randomUUID().slice(0, 8);
  const toasts = session as unknown as { [KEY]?: Toast[] };
  (toasts[KEY] ??= []).push({ id, text, kind, ...options });
}

/**
 * Shows toasts in every page, fragment, error page and socket of an application.
 *
 * FastHTML: `setup_toasts`.
 */
export function setupToasts(app: ExtraHost, { duration = 5000 }: ToastsOptions = {}): void {
  app.addExtra(({ session }: RequestContext): Child => {
    const kept = session as unknown as { [KEY]?: Toast[] };
    const toasts = kept[KEY];
    if (!toasts) return undefined;
    delete kept[KEY];
    return Div(
      { cls: "fh-toasts", hx_swap_oob: "beforeend:#fh-toasts" },
      toasts.map((toast) => toElement({ duration, ...toast })),
    );
  });
}

function toElement({ id, text, kind, dismiss, duration }: Toast): FT {
  return Div(
    {
      id: `fh-toast-${id}`,
      cls: `fh-toast fh-toast-${kind}`,
      role: kind === "error" ? "alert" : "status",
      data_duration: duration,
    },
    Span(text),
    dismiss && Button("×", { type: "button", cls: "fh-toast-dismiss", aria_label: "Close" }),
  );
}
