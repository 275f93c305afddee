/** One attack: what is sent, and what must come of it. */
export interface Case {
  readonly id: string;
  readonly area: string;
  readonly kind: string;
  /** What is done, in the shared cases' own words. */
  readonly call?: string;
  /** What is done in turn; such a case needs no other field of what is sent. */
  readonly steps?: readonly Step[];
  /** The program that is attacked, started for this case alone: a file beside the cases, or of `programs/`. */
  readonly program?: string;
  /** Servers that must be on this machine; without one the case is not run, and said. */
  readonly needs?: readonly ("postgresql" | "redis")[];
  /** The environment of a program that is started for this case alone. */
  readonly env?: Readonly<Record<string, string>>;
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

/** A text, parts that are repeated: `[["k=1&", 1000]]`, bytes, or one of them compressed. */
export type Text =
  | string
  | { readonly gen: Repeats }
  | { readonly body_b64: string }
  | { readonly gzip: Text };

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

/**
 * One step of a case. All texts may have `{host}`, the attacked program's host and port, `{T}`, the
 * folder of FIXTURE.md, and within `repeat` `{i}`, the round.
 */
export type Step =
  | RequestStep
  | ConnectStep
  | SayStep
  | HearStep
  | ProcessStep
  | RunStep
  /** Steps at once; each item is a step, or steps in turn. */
  | { readonly all: readonly (Step | readonly Step[])[] }
  | { readonly repeat: number; readonly at_once?: true; readonly steps: readonly Step[] }
  /** Waits for the answer to a request that was sent with `later`. */
  | { readonly answer: string; readonly expect?: Expect }
  /** Ends a socket's connection with no frame that says so, or that of a request sent with `later`. */
  | { readonly leave: string }
  /** Does a step again and again until it comes out as expected. */
  | { readonly eventually: Step }
  /** Writes a file, with these permissions. */
  | { readonly write: string; readonly text: Text; readonly mode?: number }
  /** The program's port rejects connections at an IP address, soon. */
  | { readonly rejects: string }
  /** Since its first step the attacked program has taken less memory than these bytes. */
  | { readonly grows_less: number }
  | { readonly wait: number };

/** What must come of a step. */
export type Expect = Partial<Expectation>;

/** Sends a request, with the cookies that this client has from answers before. */
export interface RequestStep {
  readonly request: AttackRequest;
  /** The client: each has cookies of its own. */
  readonly as?: string;
  readonly expect?: Expect;
  /** Goes on before the answer is there, which then has this name. */
  readonly later?: string;
  /** Goes on when the first bytes of that answer are there. */
  readonly begins?: true;
}

/** Opens a socket. */
export interface ConnectStep {
  readonly connect: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly as?: string;
  /** What the handshake must come to: a 101 unless it says otherwise. */
  readonly expect?: Expect;
}

/** Sends a text, or a frame as it is, over a socket. */
export interface SayStep {
  readonly say: string;
  readonly text?: Text;
  /** The first byte of a frame (RFC 6455, 5.2) and its content. */
  readonly frame?: { readonly first: number; readonly content?: Text };
  readonly times?: number;
}

/** Waits for the next text of a socket, or for its end. */
export interface HearStep {
  readonly hear: string;
  readonly expect: {
    readonly equals?: string;
    readonly has?: readonly string[];
    readonly lacks?: readonly string[];
    /** Codes that may end it; 1006 is an end without a frame that says so. */
    readonly close?: readonly number[];
  };
}

/** Starts a program, sends it a signal, or waits for what it prints or for its end. */
export interface ProcessStep {
  /** A file of `programs/`, or a path, run with this name; the attacked program has the name "". */
  readonly start?: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Starts the attacked program again, in the same folder. */
  readonly restart?: true;
  readonly signal?: Deno.Signal;
  /** A pattern of what it prints. */
  readonly prints?: string;
  /** Texts that it has not printed. */
  readonly lacks?: readonly string[];
  /** Its code when it ends. */
  readonly ends?: number;
  readonly of?: string;
}

/**
 * Runs code beside the program: its names are those of the library, `db` with the table `todos` of
 * alice and bob, `scoped`, which is narrowed to alice, `users`, `host`, `T`, `printed(name)`, and `load(name)`, which
 * imports another entry of the library.
 */
export interface RunStep {
  readonly run: string | readonly string[];
  /** The database: SQLite in memory, or PostgreSQL. */
  readonly on?: "sqlite" | "postgres";
  /** What the last expression comes to, as JSON. */
  readonly equals?: unknown;
  /** A pattern of the error's name and message; without one it must not throw. */
  readonly throws?: string;
  readonly may_throw?: true;
  /** Texts that neither its value nor its error has. */
  readonly lacks?: readonly string[];
}
