/** The reference page: Swagger UI, served by the application. */
// deno-lint-ignore-file no-import-prefix -- here and in import.meta.resolve the version must be the same
import { fileURLToPath } from "node:url";
import {
  Body,
  Div,
  FileResponse,
  type FT,
  Head,
  Html,
  Link,
  Meta,
  type Responder,
  Script,
  Title,
} from "../../mod.ts";

const VERSION = "5.35.0";
/** The files of the page, by the end of their URLs, which change with the version. */
const FILES: Readonly<Record<string, string>> = {
  [`swagger-ui.${VERSION}.js`]: "npm:swagger-ui-dist@5.35.0/swagger-ui-bundle.js",
  [`swagger-ui.${VERSION}.css`]: "npm:swagger-ui-dist@5.35.0/swagger-ui.css",
};

/** The names of the page's files. */
export const FILE_NAMES: readonly string[] = Object.keys(FILES);

/** Never called. Imports bring the package into Deno's cache even if it does not run. */
export const inGraph = (): Promise<unknown>[] => [
  import("npm:swagger-ui-dist@5.35.0/swagger-ui-bundle.js", { with: { type: "text" } }),
  import("npm:swagger-ui-dist@5.35.0/swagger-ui.css", { with: { type: "text" } }),
];

/** Answers with a file of the page. */
export function serveFile(name: string): Responder {
  const resolved = import.meta.resolve(FILES[name]!);
  if (!resolved.startsWith("file:")) {
    throw new Error(
      `Cannot serve ${name}: found ${resolved}, expected a file; run deno install, or with the ` +
        "packages of npm in the cache",
    );
  }
  return FileResponse(fileURLToPath(resolved), {
    cacheControl: "public, max-age=31536000, immutable",
  });
}

/** Makes the page, with the URLs of the document and of the files. */
export function toPage(title: string, url: string, base: string): FT {
  const [script, style] = FILE_NAMES.map((name) => `${base}/${name}`);
  const options = JSON.stringify({
    url,
    dom_id: "#reference",
    validatorUrl: null,
    deepLinking: true,
  });
  // By JSON.stringify a text may hold "</script>".
  const code = `SwaggerUIBundle({ ...${options.replaceAll("<", "\\u003c")},
    tryItOutEnabled: true, presets: [SwaggerUIBundle.presets.apis], layout: "BaseLayout" });`;
  return Html(
    { lang: "en" },
    Head(
      Meta({ charset: "utf-8" }),
      Meta({ name: "viewport", content: "width=device-width, initial-scale=1" }),
      Title(title),
      Link({ rel: "stylesheet", href: style }),
    ),
    Body(Div({ id: "reference" }), Script({ src: script }), Script(code)),
  );
}
