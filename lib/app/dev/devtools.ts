/** Development: tells Chrome's developer tools the program's folder, so that they can edit its files. */
import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import { Route } from "../../http/routing/route.ts";

/** Makes the route that Chrome asks; none where the program is not of files. */
export function toDevtoolsRoutes(): Route[] {
  if (!Deno.mainModule.startsWith("file:")) return [];
  const root = fileURLToPath(new URL(".", Deno.mainModule));
  const path = "/.well-known/appspecific/com.chrome.devtools.json";
  const handler = () => ({ workspace: { root, uuid: toUuid(root) } });
  return [new Route({ verbs: ["GET"], path, params: {}, handler, name: "" })];
}

/** Chrome knows a folder again by its UUID (RFC 9562, 5.8). */
function toUuid(text: string): string {
  const hex = createHash("sha256").update(text).digest("hex");
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, "$1-$2-8$3-8$4-$5");
}
