/** Output of the command line. */

/** Prints a line of the command's output. */
export function print(line: string): void {
  // deno-lint-ignore no-console -- printing is what a command is for
  console.log(line);
}

/** Prints a message that is not part of the output, to standard error. */
export function tell(line: string): void {
  // deno-lint-ignore no-console -- messages go to standard error
  console.error(line);
}
