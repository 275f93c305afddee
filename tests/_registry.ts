import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "../release/build.ts";
import { tempFolder } from "./_temp.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/**
 * A local stand-in for JSR: takes what `deno publish` sends, and serves it as JSR does, with a
 * manifest of sizes and checksums. This checkout's package is in it from the start, as it is released.
 */
export interface Registry extends AsyncDisposable {
  /** What sends Deno to it, with a cache of its own: nothing of a package comes from elsewhere. */
  env: Record<string, string>;
  /** Publishes the package of a folder. */
  publish(folder: string): Promise<void>;
  /** The names of the files that were published of a package, such as `@fasthtml/fasthtml/0.1.0`. */
  files(published: string): Promise<string[]>;
}

/** Starts the stand-in on a free port; npm's packages come from the cache of this machine. */
export async function startRegistry(): Promise<Registry> {
  await using resources = new AsyncDisposableStack();
  const folder = resources.use(await tempFolder()).path;
  await Deno.mkdir(`${folder}/published`);
  await Deno.mkdir(`${folder}/cache`);
  await Deno.symlink(await npmCache(), `${folder}/cache/npm`);
  const options = { hostname: "127.0.0.1", port: 0, onListen() {} };
  const server = resources.use(
    Deno.serve(options, (request) => answer(request, `${folder}/published`)),
  );
  const env = {
    JSR_URL: `http://127.0.0.1:${server.addr.port}/`,
    DENO_DIR: `${folder}/cache`,
    NO_COLOR: "1",
  };
  const publish = async (cwd: string) => {
    await run(["publish", ...PUBLISH], { cwd, env });
  };
  await build(`${folder}/package`);
  await publish(`${folder}/package`);
  const rest = resources.move();
  return {
    env,
    publish,
    files: async (published) => Object.keys(await toManifest(`${folder}/published/${published}`)),
    [Symbol.asyncDispose]: () => rest.disposeAsync(),
  };
}

/** What is published is type-checked by `deno task docs`, which publishes without sending. */
const PUBLISH = "--token=stand-in --no-check --allow-slow-types --allow-dirty --no-provenance"
  .split(" ");

async function answer(request: Request, folder: string): Promise<Response> {
  const { pathname } = new URL(request.url);
  const named = new URLPattern({
    pathname: "/api/scopes/:scope/packages/:name{/versions/:version}?",
  })
    .exec(request.url)?.pathname.groups;
  if (named && request.method === "GET") {
    return named.version === undefined ? Response.json({}) : notFound(pathname);
  }
  if (named) {
    const { scope, name, version } = named;
    await unpack(await request.bytes(), `${folder}/@${scope}/${name}/${version}`);
    return Response.json({ id: "1", status: "success", error: null });
  }
  const path = folder + decodeURIComponent(pathname);
  try {
    if (path.endsWith("/meta.json")) return Response.json(await toVersions(dirname(path)));
    if (path.endsWith("_meta.json")) return Response.json(await toMeta(path.slice(0, -10)));
    return new Response(await Deno.readFile(path), { headers: { "content-type": toType(path) } });
  } catch (error) {
    const { NotFound, IsADirectory } = Deno.errors;
    if (error instanceof NotFound || error instanceof IsADirectory) return notFound(pathname);
    throw error;
  }
}

function notFound(message: string): Response {
  return Response.json({ code: "notFound", message }, { status: 404 });
}

async function unpack(archive: Uint8Array<ArrayBuffer>, folder: string): Promise<void> {
  await Deno.mkdir(folder, { recursive: true });
  const tar = new Deno.Command("tar", { args: ["xz", "-C", folder], stdin: "piped" }).spawn();
  await new Blob([archive]).stream().pipeTo(tar.stdin);
  const { success } = await tar.status;
  if (!success) throw new Error("Cannot unpack what was published: it is not a tar archive");
}

async function toVersions(folder: string) {
  const versions = (await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => name);
  return { latest: versions[0], versions: Object.fromEntries(versions.map((name) => [name, {}])) };
}

async function toMeta(folder: string) {
  const { exports } = JSON.parse(await Deno.readTextFile(`${folder}/deno.json`));
  return {
    exports: typeof exports === "string" ? { ".": exports } : exports,
    manifest: await toManifest(folder),
  };
}

async function toManifest(folder: string, path = ""): Promise<Record<string, unknown>> {
  const entries: Record<string, unknown> = {};
  for await (const { name, isDirectory } of Deno.readDir(folder + path)) {
    const inner = `${path}/${name}`;
    if (isDirectory) Object.assign(entries, await toManifest(folder, inner));
    else {
      const bytes = await Deno.readFile(folder + inner);
      const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
      entries[inner] = { size: bytes.length, checksum: `sha256-${hash}` };
    }
  }
  return entries;
}

function toType(path: string): string {
  if (path.endsWith(".json")) return "application/json";
  return path.endsWith(".js") ? "text/javascript" : "text/typescript";
}

async function npmCache(): Promise<string> {
  const info = JSON.parse(await run(["info", "--json"], { cwd: ROOT }));
  await Deno.mkdir(info.npmCache, { recursive: true }); // where nothing was downloaded yet
  return info.npmCache;
}

async function run(
  args: string[],
  options: { cwd: string; env?: Record<string, string> },
): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), { args, ...options })
    .output();
  const [out, err] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
  if (!success) throw new Error(`Cannot run deno ${args[0]}: it printed ${out}${err}`);
  return out!;
}
