/** Prints a line of what the command is asked for. */
export function print(line: string): void {
  // deno-lint-ignore no-console -- what a command prints is its answer
  console.log(line);
}

/** Tells a line that is not part of it, and so is not piped on. */
export function tell(line: string): void {
  // deno-lint-ignore no-console -- for the person at the terminal
  console.error(line);
}
