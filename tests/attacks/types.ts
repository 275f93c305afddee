/** One attack: what is sent, and what must come of it. */
export interface Case {
  readonly id: string;
  readonly area: string;
  readonly kind: string;
  readonly request?: AttackRequest;
  /** Requests in turn, with the cookies of those before. */
  readonly flow?: readonly (readonly [method: string, path: string])[];
  /** What the last answer of a flow has or lacks. */
  readonly body_has?: readonly string[];
  readonly body_lacks?: readonly string[];
  /** The client that sends it. */
  readonly session?: string;
  readonly expect: Expectation;
}

/** A text, or parts that are repeated: `[["k=1&", 1000]]`. */
export type Text = string | { readonly gen: Repeats } | { readonly body_b64: string };

type Repeats = readonly (readonly [text: string, times: number])[];

/** What is sent. */
export interface AttackRequest {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Text;
  readonly gen?: Repeats;
  readonly body_b64?: string;
  /** A whole message, head and all. */
  readonly raw?: Text;
  /** What is wrong with the session's cookie. */
  readonly cookie?: string;
}

/** What must come of it. */
export interface Expectation {
  readonly text: string;
  readonly status?: readonly number[];
  readonly body_lacks?: readonly string[];
  readonly body_has?: readonly string[];
  /** Patterns that one header of the name matches. */
  readonly header_has?: Readonly<Record<string, string>>;
  readonly header_has2?: Readonly<Record<string, string>>;
  /** Texts that no header of the name has; "" means no such header. */
  readonly header_lacks?: Readonly<Record<string, string>>;
  readonly one_header?: string;
  readonly count_header?: { readonly name: string; readonly n: number };
  readonly max_body?: number;
  readonly max_responses?: number;
  /** The one attribute of the first `<div>`. */
  readonly attr?: { readonly name: string; readonly value: string };
  readonly href_scheme_not?: readonly string[];
  readonly loc_same_origin?: boolean;
  readonly hx_same_origin?: boolean;
  readonly json_equals?: unknown;
}
