/** Time between two messages. */

/** Lets sent messages go out before the next one. */
export function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
