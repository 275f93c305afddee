/** A folder of its own for a test, removed with all that is in it when it is disposed of. */
export interface TempFolder extends AsyncDisposable {
  readonly path: string;
}

/**
 * Makes a temporary folder.
 *
 * @example await using folder = await tempFolder();
 */
export async function tempFolder(): Promise<TempFolder> {
  const path = await Deno.makeTempDir({ prefix: "fasthtml-test-" });
  return { path, [Symbol.asyncDispose]: () => Deno.remove(path, { recursive: true }) };
}
