/** What a message is: the program that leads to it, what it means, and what to do. */

/** A request to a program, as `app.request()` sends it. */
export interface TroubleRequest {
  readonly path: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Where people see a message. */
export type Seen =
  /** The program does not start: importing it throws. */
  | { readonly at: "start" }
  /** The program starts, and the terminal shows a warning; also after a request, if one is given. */
  | { readonly at: "warning"; readonly request?: TroubleRequest }
  /** A response with this status, whose reason is in the log. */
  | { readonly at: "request"; readonly status: number; readonly request?: TroubleRequest }
  /** A page without an error, whose HTML has something that people did not expect. */
  | { readonly at: "page"; readonly html: string; readonly request?: TroubleRequest }
  /** TypeScript, which `deno check` and the editor run. */
  | { readonly at: "check" }
  /** A command: `deno` with these arguments, in a folder of its own with the program as `main.ts`. */
  | {
    readonly at: "command";
    readonly args: readonly string[];
    readonly env?: Readonly<Record<string, string>>;
    /** Whether the folder knows the package; true unless said otherwise. */
    readonly installed?: false;
    /** Whether the port in `PORT` is taken. */
    readonly taken?: true;
  };

/** A message, and all that its section of the page has. */
export interface Trouble {
  /**
   * The message, which is the heading; `…` is any text. It is the whole one, but of TypeScript and
   * of commands, which print more. What is `at` a page is a description instead, as Markdown.
   */
  readonly message: string;
  /** How it comes about, as Markdown. */
  readonly cause: string;
  /** What to do, as Markdown. */
  readonly fix: string;
  readonly seen: Seen;
  /** A program that leads to it. One with routes exports `app`. */
  readonly program: string;
}
