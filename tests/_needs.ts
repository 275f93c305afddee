/** What a test needs of its machine, mostly programs, and what happens where they are not there. */
import { existsSync } from "node:fs";
import { networkInterfaces } from "node:os";

/** The path of a program, by `PATH`; undefined where it is not there. */
export function findProgram(...names: readonly string[]): string | undefined {
  const folders = (Deno.env.get("PATH") ?? "").split(":");
  return names.flatMap((name) => folders.map((folder) => `${folder}/${name}`)).find(existsSync);
}

/** Chromium or Chrome: the one that `CHROMIUM` names, or the one on the `PATH`. */
export function findChromium(): string | undefined {
  return Deno.env.get("CHROMIUM") ??
    findProgram("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
}

/**
 * The folder of PostgreSQL's server. Debian keeps it beside the `PATH`, and only what controls it
 * in there.
 */
export function findPostgres(): string | undefined {
  const onPath = findProgram("initdb");
  if (onPath) return onPath.replace(/\/initdb$/, "");
  if (!findProgram("pg_ctlcluster")) return;
  return [...Deno.readDirSync("/usr/lib/postgresql")].map(({ name }) => Number(name))
    .sort((a, b) => b - a).map((version) => `/usr/lib/postgresql/${version}/bin`)
    .find((folder) => existsSync(`${folder}/initdb`));
}

/** Whether this machine has IPv6: a container may have none. */
function hasIpv6(): boolean {
  return Object.values(networkInterfaces()).some((all) =>
    all!.some(({ address }) => address === "::1")
  );
}

/** The Python that has Jupyter's client. */
export function findJupyter(): string | undefined {
  const folders = (Deno.env.get("PATH") ?? "").split(":");
  return folders.map((folder) => `${folder}/python3`).filter(existsSync).find((python) => {
    const args = ["-c", "import jupyter_client"];
    return new Deno.Command(python, { args, stderr: "null" }).outputSync().success;
  });
}

const FINDERS = {
  chromium: findChromium,
  postgresql: findPostgres,
  "IPv6": hasIpv6,
  "jupyter-client": findJupyter,
};

/**
 * The name and `ignore` of a test that needs programs: without them it is skipped, and its name says
 * so. In CI it runs, and fails.
 *
 * @example Deno.test({ ...needing(["openssl"], "a certificate is renewed"), fn() {} });
 */
export function needing(
  programs: readonly string[],
  name: string,
): { name: string; ignore: boolean } {
  const find = (program: string) =>
    program in FINDERS ? FINDERS[program as keyof typeof FINDERS]() : findProgram(program);
  const missing = programs.filter((program) => !find(program));
  if (missing.length === 0 || Deno.env.get("CI")) return { name, ignore: false };
  return { name: `${name} (not here: ${missing.join(", ")})`, ignore: true };
}
