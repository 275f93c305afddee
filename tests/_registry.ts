import config from "../deno.json" with { type: "json" };

const PACKAGE = config.name;
const VERSION = config.version;

/**
 * A local stand-in for JSR: takes what `deno publish` sends, and serves it as JSR does, with a
 * manifest of sizes and checksums. Only this one package and version.
 */
export interface Registry extends AsyncDisposable {
  /** For `JSR_URL`. */
  url: string;
}

/** Starts the stand-in on a free port; what is published lives in `folder`. */
export function startRegistry(folder: string): Registry {
  const handle = async (request: Request): Promise<Response> => {
    const { pathname } = new URL(request.url);
    if (request.method === "POST") {
      await unpack(await request.bytes(), folder);
      return Response.json({ id: "1", status: "success", error: null });
    }
    if (pathname === `/api/scopes/${PACKAGE.slice(1).replace("/", "/packages/")}`) {
      return Response.json({});
    }
    if (pathname === `/${PACKAGE}/meta.json`) {
      return Response.json({ latest: VERSION, versions: { [VERSION]: {} } });
    }
    if (pathname === `/${PACKAGE}/${VERSION}_meta.json`) {
      return Response.json({ exports: config.exports, manifest: await manifest(folder) });
    }
    const path = pathname.replace(`/${PACKAGE}/${VERSION}/`, "");
    const file = Deno.readFile(`${folder}/${path}`).then((bytes) =>
      new Response(bytes, { headers: { "content-type": toType(path) } })
    );
    return await file.catch(() =>
      Response.json({ code: "notFound", message: path }, { status: 404 })
    );
  };
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, handle);
  return {
    url: `http://127.0.0.1:${server.addr.port}/`,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

function toType(path: string): string {
  if (path.endsWith(".json")) return "application/json";
  return path.endsWith(".js") ? "text/javascript" : "text/typescript";
}

async function unpack(archive: Uint8Array<ArrayBuffer>, folder: string): Promise<void> {
  const tar = new Deno.Command("tar", { args: ["xz", "-C", folder], stdin: "piped" }).spawn();
  await new Blob([archive]).stream().pipeTo(tar.stdin);
  const { success } = await tar.status;
  if (!success) throw new Error("Cannot unpack what was published: it is not a tar archive");
}

async function manifest(folder: string, path = ""): Promise<Record<string, unknown>> {
  const entries: Record<string, unknown> = {};
  for await (const { name, isDirectory } of Deno.readDir(folder + path)) {
    const inner = `${path}/${name}`;
    if (isDirectory) Object.assign(entries, await manifest(folder, inner));
    else {
      const bytes = await Deno.readFile(folder + inner);
      const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
      entries[inner] = { size: bytes.length, checksum: `sha256-${hash}` };
    }
  }
  return entries;
}
