/** What the processes of one application tell each other of its channels. */

/**
 * A message of one process to the others. A version names the state of a process's members, so that
 * who missed a change asks for all of them.
 */
export type HubMessage = readonly [from: string, channel: string, kind: Kind, ...details: string[]];

/** What a message says. */
export type Kind = keyof typeof DETAILS;

/** Reads a message. Returns undefined for one that no hub sent: what it holds becomes HTML. */
export function toMessage(text: string): HubMessage | undefined {
  try {
    const message: unknown = JSON.parse(text);
    return isMessage(message) ? message : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return;
    throw error;
  }
}

/** Whether a text names a message in a comment, a header and a line of an event. */
export function isId(text: string): boolean {
  return /^[\w.-]{1,100}$/.test(text);
}

/** Whether a channel can keep so many messages. */
export function isKeep(count: number): boolean {
  return Number.isInteger(count) && count >= 1 && count <= MOST_KEPT;
}

/** The most messages that a channel keeps. */
const MOST_KEPT = 10_000;

const DETAILS = {
  /** HTML for the members. Of a channel that keeps messages: its id, and how many are kept. */
  send: ([html, ...kept]) => html !== undefined && (kept.length === 0 || isKept(kept)),
  /** The id of a message that the store has, and how many are kept. */
  kept: isKept,
  /** Which members do you have? To one process, or to all. */
  ask: (details) => details.length <= 1,
  /** Version, how many without a name, names. */
  all: ([, unnamed]) => isCount(unnamed),
  /** Version before and after, how many without a name, moves. */
  moved: ([, , unnamed, ...moves]) => isCount(unnamed) && moves.every((move) => /^[+-]/.test(move)),
  /** The version that is still true. */
  beat: (details) => details.length === 1,
  /** The connections of a user end; the user is in the place of the channel. */
  end: (details) => details.length === 0,
} satisfies Record<string, (details: string[]) => boolean>;

function isMessage(message: unknown): message is HubMessage {
  if (!Array.isArray(message) || !message.every((part) => typeof part === "string")) return false;
  const [, , kind, ...details] = message as string[];
  return kind !== undefined && Object.hasOwn(DETAILS, kind) && DETAILS[kind as Kind](details);
}

function isKept([id, keep, ...others]: string[]): boolean {
  return id !== undefined && isId(id) && isKeep(Number(keep)) && others.length === 0;
}

function isCount(text: string | undefined): boolean {
  return text !== undefined && /^\d{1,9}$/.test(text);
}
