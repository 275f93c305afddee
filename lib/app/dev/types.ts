/** Development: what the program, the thread that waits for it and the supervisor tell each other. */

/** Where the program answers when it runs. */
export interface Place {
  readonly port: number;
  readonly hostname: string;
  readonly allowedHosts: readonly string[];
}

/** What the thread that waits tells the supervisor. */
export interface Setup extends Place {
  /** The URL of the main module. */
  readonly main: string;
  /** The arguments of `deno` that start the program. */
  readonly args: readonly string[];
  /** The arguments of `deno info` that resolve imports as the program does. */
  readonly infoArgs: readonly string[];
  /** Where that thread waits: for 1, the supervisor's start; for 2, the end; and the exit code. */
  readonly lock: Int32Array;
}

/** What the program tells the supervisor. */
export interface News {
  /** It answers requests, at this port. */
  readonly serving?: number;
  /** It imports a module by this URL while it runs. */
  readonly imported?: string;
  /** A file or folder whose changes start the program again. */
  readonly watch?: string;
}
