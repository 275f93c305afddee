/** Development: tells Chrome's developer tools the program's folder, so that they can edit its files. */
import { toFilePath } from "../../file_path.ts";
import { Route } from "../../http/routing/route.ts";

/** Makes the route that Chrome asks; none where the program is not of files. */
export function toDevtoolsRoutes(): Route[] {
  if (!Deno.mainModule.startsWith("file:")) return [];
  const root = toFilePath(new URL(".", Deno.mainModule));
  const path = "/.well-known/appspecific/com.chrome.devtools.json";
  const handler = async () => ({ workspace: { root, uuid: await toUuid(root) } });
  return [new Route({ verbs: ["GET"], path, params: {}, handler, name: "" })];
}

/** Chrome knows a folder again by its UUID (RFC 9562, 5.8). */
async function toUuid(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  const hex = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join(
    "",
  );
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, "$1-$2-8$3-8$4-$5");
}
