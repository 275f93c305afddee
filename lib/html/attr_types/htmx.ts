/** The attributes of htmx and its extensions. */
import type { FlagValue, Identified, IdValue, Nothing, TextValue, UrlValue } from "../types.ts";

/** How htmx inserts a response. `morph` needs htmx 2's extension; the last lines need htmx 4. */
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
  /** Sends a GET request to a URL. */
  hx_get?: UrlValue;
  /** Sends a POST request to a URL. */
  hx_post?: UrlValue;
  /** Sends a PUT request to a URL. */
  hx_put?: UrlValue;
  /** Sends a PATCH request to a URL. */
  hx_patch?: UrlValue;
  /** Sends a DELETE request to a URL. */
  hx_delete?: UrlValue;
  /** Sends a request to a URL with the method of `hx_method` (htmx 4). */
  hx_action?: UrlValue;
  /** The method of `hx_action` (htmx 4). */
  hx_method?: TextValue;
  /** Sends a QUERY request to a URL (htmx 4). */
  hx_query?: UrlValue;
  /** When the request is sent, such as `keyup changed delay:500ms`. */
  hx_trigger?: TriggerValue;
  /** The element that the response is swapped into. */
  hx_target?: SelectorValue;
  /** The id, without `#`, of the element that the response is swapped into. */
  target_id?: IdValue;
  /** How the response is swapped in. */
  hx_swap?: SwapValue | Nothing;
  /** Swaps this element of a response in by its own id, not at the target. */
  hx_swap_oob?: SwapOobValue | Nothing;
  /** The part of the response to use. */
  hx_select?: SelectorValue;
  /** The parts of the response to swap in by their own ids. */
  hx_select_oob?: TextValue;
  /** Values to add to the request. */
  hx_vals?: JsonValue;
  /** Headers to add to the request. */
  hx_headers?: JsonValue;
  /** Settings of the request (htmx 2). */
  hx_request?: JsonValue;
  /** Settings of the request (htmx 4). */
  hx_config?: JsonValue;
  /** Elements whose values are added to the request. */
  hx_include?: SelectorValue;
  /** Which parameters are sent. */
  hx_params?: TextValue;
  /** The element that shows that a request is running. */
  hx_indicator?: SelectorValue;
  /** Elements that are disabled while a request runs. */
  hx_disabled_elt?: SelectorValue;
  /** Pushes a URL into the history. */
  hx_push_url?: boolean | "true" | "false" | UrlValue;
  /** Replaces the URL in the history. */
  hx_replace_url?: boolean | "true" | "false" | UrlValue;
  /** A question that the user must confirm. */
  hx_confirm?: TextValue;
  /** A question that the user answers (htmx 2, and an extension of htmx 4). */
  hx_prompt?: TextValue;
  /** Turns links and forms into htmx requests. */
  hx_boost?: boolean | TextValue;
  /** Extensions (htmx 2). */
  hx_ext?: TextValue;
  /** How requests wait for each other, as in `closest form:abort`. */
  hx_sync?: TextValue;
  /** Whether a form is validated before it is sent. */
  hx_validate?: boolean | "true" | "false" | null;
  /** The encoding of the body. */
  hx_encoding?: "multipart/form-data" | Nothing;
  /** Whether this page may be kept in the history. */
  hx_history?: boolean | "true" | "false" | null;
  /** The element that the history keeps. */
  hx_history_elt?: FlagValue;
  /** Keeps this element unchanged across responses. */
  hx_preserve?: FlagValue | "true";
  /** Turns htmx off (htmx 2), or what is disabled while a request runs (htmx 4). */
  hx_disable?: FlagValue | SelectorValue;
  /** Turns htmx off inside (htmx 4). */
  hx_ignore?: FlagValue;
  /** Which attributes children do not inherit (htmx 2). */
  hx_disinherit?: TextValue;
  /** Which attributes children inherit (htmx 2). */
  hx_inherit?: TextValue;
  /** Code for events, as in `click once -> this.remove()` (htmx 4). */
  hx_on?: TextValue;
  /** What responses with a status do, by pattern: `"hx-status:5xx"` (htmx 4). */
  hx_status?: TextValue;
  /** Whether morphing leaves this element as it is (htmx 4). */
  hx_morph_skip?: FlagValue;
  /** Whether morphing leaves the content of this element as it is (htmx 4). */
  hx_morph_skip_children?: FlagValue;
  /** When a URL is fetched in advance (extension `preload`, htmx 4). */
  hx_preload?: FlagValue | TextValue;
  /** What is shown while a request runs (extension `pending`, htmx 4). */
  hx_pending?: TextValue;
  /** How the `<head>` of a response is merged (extension `head`). */
  hx_head?: TextValue;
  /** Whether the browser's own indicator shows (extension `browser-indicator`, htmx 4). */
  hx_browser_indicator?: FlagValue | TextValue;
  /** Several targets of one response (extension `targets`, htmx 4). */
  hx_targets?: TextValue;
  /** A version that a poll sends, to get only what is new (extension `ptag`, htmx 4). */
  hx_ptag?: TextValue;
  /** The nonce of scripts that may run (extension `csp`, htmx 4). */
  hx_nonce?: TextValue;
  /** Code that runs whenever what it reads has changed (extension `live`, htmx 4). */
  hx_live?: TextValue;
  /** Connects to a socket (extension `ws`). */
  ws_connect?: UrlValue;
  /** Sends this form, or the values of this element, through the socket (extension `ws`). */
  ws_send?: FlagValue;
  /** Connects to a socket or sends through it, as in htmx 1: `connect:/chat`, `send`. */
  hx_ws?: TextValue;
  /** Connects to an event stream (extension `sse`). */
  sse_connect?: UrlValue;
  /** The names of the events that this element shows. Events without a name are `message`. */
  sse_swap?: TextValue;
  /** The name of the event that ends the connection (extension `sse`). */
  sse_close?: TextValue;
}

/** The attributes of htmx by their HTML names, in quotes. */
export type HxDashed = { [K in keyof HxAttrs as Dashed<K>]?: HxAttrs[K] };

/** A name with dashes in place of underscores. */
export type Dashed<K extends string> = K extends `${infer A}_${infer B}` ? `${A}-${Dashed<B>}` : K;
