import { fastApp, type FastHTML, Link, StaticFiles } from "../../../mod.ts";

/** `apps/statics.py`: files; `folder` is where the application of FastHTML has its own. */
export default function (folder: string): FastHTML {
  const files = `${folder}/static`;
  const { app, rt } = fastApp({
    defaultHdrs: false,
    canonical: "https://testserver",
    staticPath: folder,
  });
  const serve = StaticFiles(files);
  app.mount("/st", serve);
  app.mount("/md", serve);
  app.mount("/files", serve);
  app.mount("/nc", StaticFiles(files, { cacheControl: "no-cache" }));
  app.mount("/im", StaticFiles(files, { cacheControl: "public, max-age=31536000, immutable" }));
  rt("/", () => [Link({ href: app.vurl("/static/a.css") }), "x"]);
  const { app: fa, rt: faRt } = fastApp({ defaultHdrs: false, staticPath: files });
  faRt("/", () => "fa index");
  faRt("/{x}.txt", ({ x }) => `shadow ${x}`);
  app.mount("/fa", fa);
  return app;
}
