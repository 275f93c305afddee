/** What a call gave: a value or an error. */
export interface Answer {
  readonly value?: unknown;
  /** The error as it prints: its name and its message. */
  readonly error?: string;
}

/** Runs a call, and keeps what it throws. */
export async function answer(run: () => unknown): Promise<Answer> {
  try {
    return { value: await run() };
  } catch (error) {
    return { error: String(error) };
  }
}
