/** Prints a line for who typed the command. */
export function print(line: string): void {
  // deno-lint-ignore no-console -- what a command prints is its answer
  console.log(line);
}
