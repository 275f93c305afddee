/** Runs the steps of a Dockerfile on this machine: base images cannot be had everywhere. */
import { strictEqual } from "node:assert";
import { basename, dirname, resolve } from "node:path";
import { type Program, startProgram } from "../_program.ts";
import { run } from "./_cli.ts";

/** What a Dockerfile has made. */
export interface Image {
  /** The folder in which its command runs. */
  readonly cwd: string;
  /** The whole environment of its programs. */
  readonly env: Record<string, string>;
  /** The id of its user. */
  readonly uid: number;
  readonly command: readonly string[];
  readonly healthCheck: readonly string[];
}

/**
 * Runs the steps of the Dockerfile in `context`, with `root` as the root of the image, and Deno and
 * its cache in there. Needs root, as a build does.
 */
export async function buildImage(
  context: string,
  root: string,
  registry: Record<string, string>,
): Promise<Image> {
  await Deno.chmod(root, 0o755);
  await Deno.mkdir(`${root}/bin`);
  await Deno.copyFile(Deno.execPath(), `${root}/bin/deno`);
  const env: Record<string, string> = {
    PATH: `${root}/bin:/usr/bin:/bin`,
    DENO_DIR: `${root}/deno-dir`,
    JSR_URL: registry.JSR_URL!,
    NO_COLOR: "1",
  };
  await fillCache(context, `${root}/deno-dir`, registry);
  let cwd = root, uid = 0;
  let entryPoint: string[] = [], command: string[] = [], healthCheck: string[] = [];
  const steps = (await Deno.readTextFile(`${context}/Dockerfile`)).replaceAll(/\\\n\s*/g, " ")
    .split("\n").filter((line) => line && !line.startsWith("#"));
  for (const step of steps) {
    const [, word, rest] = /^(\w+) (.*)$/.exec(step)!;
    if (word === "FROM") strictEqual(rest, `denoland/deno:${Deno.version.deno}`);
    else if (word === "WORKDIR") {
      cwd = root + rest;
      await Deno.mkdir(cwd, { recursive: true });
    } else if (word === "USER") uid = rest === "root" ? 0 : Number(rest);
    else if (word === "ENV") {
      for (const [, name, value] of rest!.matchAll(/(\w+)=(\S+)/g)) env[name!] = value!;
    } else if (word === "COPY") await copy(rest!.split(" "), context, cwd);
    else if (word === "RUN") await runStep(["sh", "-c", rest!], { cwd, env, uid });
    else if (word === "ENTRYPOINT") entryPoint = JSON.parse(rest!);
    else if (word === "CMD") command = JSON.parse(rest!);
    else if (word === "HEALTHCHECK") healthCheck = JSON.parse(rest!.replace(/^.*?CMD /, ""));
    else if (word !== "EXPOSE") {
      throw new Error(`Cannot run the step ${step}: it is not known here`);
    }
  }
  command = entryPoint.length > 0 ? [...entryPoint, ...command] : toDeno(command);
  return { cwd, env, uid, command, healthCheck };
}

/** Starts the command of an image on a port of 127.0.0.1, as its user and with its environment alone. */
export function startImage({ cwd, env, uid, command }: Image, port: string): Promise<Program> {
  const whole = { ...env, HOST: "127.0.0.1", PORT: port };
  const names = Object.entries(whole).map(([name, value]) => `${name}=${value}`);
  const user = [`--reuid=${uid}`, `--regid=${uid}`, "--clear-groups"];
  return startProgram([...user, "env", "-i", ...names, ...command], { cwd, command: "setpriv" });
}

/** The base image's entry point puts `deno` before its subcommands. */
function toDeno(command: string[]): string[] {
  return command[0] === "deno" ? command : ["deno", ...command];
}

/** Runs a program as a user of the image would; throws what it has printed if it fails. */
export async function runStep(
  [program, ...args]: readonly string[],
  { cwd, env, uid }: Pick<Image, "cwd" | "env" | "uid">,
): Promise<void> {
  const { success, stdout, stderr } = await new Deno.Command(program!, {
    args,
    cwd,
    env,
    uid,
    gid: uid,
    clearEnv: true,
  }).output();
  const [out, err] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
  if (!success) throw new Error(`Cannot run ${args.at(-1)}: it printed ${out}${err}`);
}

/** Copies files as Docker does: those of root, without what .dockerignore names. */
async function copy(words: string[], context: string, cwd: string): Promise<void> {
  const to = resolve(cwd, words.at(-1)!);
  const ignored = (await Deno.readTextFile(`${context}/.dockerignore`)).split("\n").filter(Boolean)
    .map((line) => line.replaceAll(/^\/|\/$/g, ""));
  for (const from of words.slice(0, -1)) {
    const names = from === "." ? [...Deno.readDirSync(context)].map(({ name }) => name) : [from];
    for (const name of names.filter((name) => !ignored.includes(name))) {
      await run("cp", ["-R", `${context}/${name}`, to], { cwd });
    }
  }
}

/** Puts the npm packages of the lock file where the image would have downloaded them. */
async function fillCache(
  context: string,
  denoDir: string,
  registry: Record<string, string>,
): Promise<void> {
  const { npm } = JSON.parse(await Deno.readTextFile(`${context}/deno.lock`));
  for (const key of Object.keys(npm)) {
    const [, name, version] = /^(@?[^@]+)@([^_]+)/.exec(key)!;
    const from = `npm/registry.npmjs.org/${name}`;
    await Deno.mkdir(`${denoDir}/${from}`, { recursive: true });
    for (const part of [version!, "registry.json"]) {
      await run("cp", ["-RL", `${registry.DENO_DIR}/${from}/${part}`, `${denoDir}/${from}`], {
        cwd: dirname(denoDir),
      });
    }
  }
  // The image's folder belongs to the user `deno`.
  const { code, stderr } = await run("chown", ["-R", "1993:1993", basename(denoDir)], {
    cwd: dirname(denoDir),
  });
  strictEqual(code, 0, stderr);
}
