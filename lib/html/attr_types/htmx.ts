/** The attributes of htmx and its extensions. */
import type { FlagValue, Identified, IdValue, Nothing, TextValue, UrlValue } from "../types.ts";

/** How htmx inserts a response. `morph` needs the extension with htmx 2; the last lines need htmx 4. */
export type SwapStyle =
  | "innerHTML"
  | "outerHTML"
  | "textContent"
  | "beforebegin"
  | "afterbegin"
  | "beforeend"
  | "afterend"
  | "delete"
  | "none"
  | "morph"
  | "morph:innerHTML"
  | "morph:outerHTML"
  | "before"
  | "after"
  | "prepend"
  | "append"
  | "innerMorph"
  | "outerMorph"
  | "outerSync"
  | "upsert";

/** A modifier after a swap style, such as `transition:true`. More can follow. */
export type SwapModifier = `${
  | "swap"
  | "settle"
  | "scroll"
  | "scrollTarget"
  | "show"
  | "showTarget"
  | "target"
  | "strip"
  | "swapEmpty"
  | "transition"
  | "ignoreTitle"
  | "focusScroll"
  | "focus-scroll"}:${string}`;

/** The value of `hx_swap`: a style, modifiers, or both. */
export type SwapValue = SwapStyle | SwapModifier | `${SwapStyle} ${SwapModifier}`;

/** The value of `hx_swap_oob`: true, a style, or a style and where, as in `beforeend:#list`. */
export type SwapOobValue = boolean | "true" | SwapValue | `${SwapStyle}:${string}`;

/** A value that htmx reads as JSON: an object literal, or text such as JSON or `js:{…}`. */
export type JsonValue = TextValue | { readonly [name: string]: unknown };

/** A CSS selector with htmx's extensions (`this`, `closest tr`), or an element with an id. */
export type SelectorValue = string | Identified | Nothing;

/** The events on which htmx sends requests, as in `click delay:500ms`. */
export type TriggerValue = TextValue;

/** The attributes of htmx 2 and 4. Names such as `"hx-target:inherited"` are written in quotes. */
export interface HxAttrs {
  /** Sends a GET request to a URL. [htmx](https://htmx.org/reference/attributes/hx-get) */
  hx_get?: UrlValue;
  /** Sends a POST request to a URL. [htmx](https://htmx.org/reference/attributes/hx-post) */
  hx_post?: UrlValue;
  /** Sends a PUT request to a URL. [htmx](https://htmx.org/reference/attributes/hx-put) */
  hx_put?: UrlValue;
  /** Sends a PATCH request to a URL. [htmx](https://htmx.org/reference/attributes/hx-patch) */
  hx_patch?: UrlValue;
  /** Sends a DELETE request to a URL. [htmx](https://htmx.org/reference/attributes/hx-delete) */
  hx_delete?: UrlValue;
  /** Sends a request to a URL with the method of `hx_method`. [htmx](https://htmx.org/reference/attributes/hx-action) */
  hx_action?: UrlValue;
  /** The method of `hx_action`. [htmx](https://htmx.org/reference/attributes/hx-method) */
  hx_method?: TextValue;
  /** Sends a QUERY request to a URL (htmx 4). [htmx](https://htmx.org/reference/attributes/hx-query) */
  hx_query?: UrlValue;
  /** When the request is sent, such as `keyup changed delay:500ms`. [htmx](https://htmx.org/reference/attributes/hx-trigger) */
  hx_trigger?: TriggerValue;
  /** The element that the response is swapped into. [htmx](https://htmx.org/reference/attributes/hx-target) */
  hx_target?: SelectorValue;
  /** The id, without `#`, of the element that the response is swapped into. */
  target_id?: IdValue;
  /** How the response is swapped in. [htmx](https://htmx.org/reference/attributes/hx-swap) */
  hx_swap?: SwapValue | Nothing;
  /** Swaps this element of a response in by its own id, not at the target. [htmx](https://htmx.org/reference/attributes/hx-swap-oob) */
  hx_swap_oob?: SwapOobValue | Nothing;
  /** The part of the response to use. [htmx](https://htmx.org/reference/attributes/hx-select) */
  hx_select?: SelectorValue;
  /** The parts of the response to swap in by their own ids. [htmx](https://htmx.org/reference/attributes/hx-select-oob) */
  hx_select_oob?: TextValue;
  /** Values to add to the request. [htmx](https://htmx.org/reference/attributes/hx-vals) */
  hx_vals?: JsonValue;
  /** Headers to add to the request. [htmx](https://htmx.org/reference/attributes/hx-headers) */
  hx_headers?: JsonValue;
  /** Settings of the request: `timeout`, `credentials` and `noHeaders`. */
  hx_request?: JsonValue;
  /** Settings of the request (htmx 4). [htmx](https://htmx.org/reference/attributes/hx-config) */
  hx_config?: JsonValue;
  /** Elements whose values are added to the request. [htmx](https://htmx.org/reference/attributes/hx-include) */
  hx_include?: SelectorValue;
  /** Which parameters are sent. */
  hx_params?: TextValue;
  /** The element that shows that a request is running. [htmx](https://htmx.org/reference/attributes/hx-indicator) */
  hx_indicator?: SelectorValue;
  /** Elements that are disabled while a request runs. */
  hx_disabled_elt?: SelectorValue;
  /** Pushes a URL into the history. [htmx](https://htmx.org/reference/attributes/hx-push-url) */
  hx_push_url?: boolean | "true" | "false" | UrlValue;
  /** Replaces the URL in the history. [htmx](https://htmx.org/reference/attributes/hx-replace-url) */
  hx_replace_url?: boolean | "true" | "false" | UrlValue;
  /** A question that the user must confirm. [htmx](https://htmx.org/reference/attributes/hx-confirm) */
  hx_confirm?: TextValue;
  /** A question that the user answers. */
  hx_prompt?: TextValue;
  /** Turns links and forms into htmx requests. [htmx](https://htmx.org/reference/attributes/hx-boost) */
  hx_boost?: boolean | TextValue;
  /** Extensions (htmx 2). */
  hx_ext?: TextValue;
  /** How requests wait for each other, as in `closest form:abort`. [htmx](https://htmx.org/reference/attributes/hx-sync) */
  hx_sync?: TextValue;
  /** Whether a form is validated before it is sent. [htmx](https://htmx.org/reference/attributes/hx-validate) */
  hx_validate?: boolean | "true" | "false" | null;
  /** The encoding of the body. */
  hx_encoding?: "multipart/form-data" | Nothing;
  /** Whether a copy of this page may be kept in the history. htmx 4 keeps none. */
  hx_history?: boolean | "true" | "false" | null;
  /** The element that the history keeps. */
  hx_history_elt?: FlagValue;
  /** Keeps this element unchanged across responses. [htmx](https://htmx.org/reference/attributes/hx-preserve) */
  hx_preserve?: FlagValue | "true";
  /** Turns htmx off inside. With a selector: what is disabled while a request runs (htmx 4). [htmx](https://htmx.org/reference/attributes/hx-disable) */
  hx_disable?: FlagValue | SelectorValue;
  /** Turns htmx off inside. [htmx](https://htmx.org/reference/attributes/hx-ignore) */
  hx_ignore?: FlagValue;
  /** Which attributes children do not inherit. */
  hx_disinherit?: TextValue;
  /** Which attributes children inherit where `htmx.config.disableInheritance` is set. */
  hx_inherit?: TextValue;
  /** Code for events, as in `click once -> this.remove()` (htmx 4). [htmx](https://htmx.org/reference/attributes/hx-on) */
  hx_on?: TextValue;
  /** What responses with a status do, by pattern: `"hx-status:5xx"` (htmx 4). [htmx](https://htmx.org/reference/attributes/hx-status) */
  hx_status?: TextValue;
  /** Whether morphing leaves this element as it is (htmx 4). [htmx](https://htmx.org/reference/attributes/hx-morph-skip) */
  hx_morph_skip?: FlagValue;
  /** Whether morphing leaves the content of this element as it is (htmx 4). [htmx](https://htmx.org/reference/attributes/hx-morph-skip-children) */
  hx_morph_skip_children?: FlagValue;
  /** When a URL is fetched in advance (extension `preload`, htmx 4). [htmx](https://htmx.org/reference/attributes/hx-preload) */
  hx_preload?: FlagValue | TextValue;
  /** What is shown while a request runs (extension `pending`, htmx 4). [htmx](https://htmx.org/reference/attributes/hx-pending) */
  hx_pending?: TextValue;
  /** How the `<head>` of a response is merged (extension `head`). [htmx](https://htmx.org/reference/attributes/hx-head) */
  hx_head?: TextValue;
  /** Whether the browser's own indicator shows (extension `browser-indicator`, htmx 4). [htmx](https://htmx.org/reference/attributes/hx-browser-indicator) */
  hx_browser_indicator?: FlagValue | TextValue;
  /** Several targets of one response (extension `targets`, htmx 4). [htmx](https://htmx.org/reference/attributes/hx-targets) */
  hx_targets?: TextValue;
  /** A version that a poll sends, to get only what is new (extension `ptag`, htmx 4). [htmx](https://htmx.org/reference/attributes/hx-ptag) */
  hx_ptag?: TextValue;
  /** The nonce of scripts that may run (extension `csp`, htmx 4). [htmx](https://htmx.org/reference/attributes/hx-nonce) */
  hx_nonce?: TextValue;
  /** Code that runs whenever what it reads has changed (extension `live`, htmx 4). [htmx](https://htmx.org/reference/attributes/hx-live) */
  hx_live?: TextValue;
  /** Connects to a socket (extension `ws`). [htmx](https://htmx.org/extensions/hx-ws) */
  ws_connect?: UrlValue;
  /** Sends this form, or the values of this element, through the socket (extension `ws`). [htmx](https://htmx.org/extensions/hx-ws) */
  ws_send?: FlagValue;
  /** Connects to a socket or sends through it, as in htmx 1: `connect:/chat`, `send`. */
  hx_ws?: TextValue;
  /** Connects to an event stream (extension `sse`). [htmx](https://htmx.org/extensions/hx-sse) */
  sse_connect?: UrlValue;
  /** The names of the events that this element shows. Events without a name are `message`. [htmx](https://htmx.org/extensions/hx-sse) */
  sse_swap?: TextValue;
  /** The name of the event that ends the connection (extension `sse`). [htmx](https://htmx.org/extensions/hx-sse) */
  sse_close?: TextValue;
}

/** A name with dashes in place of underscores. */
export type Dashed<K extends string> = K extends `${infer A}_${infer B}` ? `${A}-${Dashed<B>}` : K;
