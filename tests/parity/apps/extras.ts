import { type Child, fastApp, type FastHTML, P, Titled } from "../../../mod.ts";
import { withSid } from "../../../compat.ts";
import { userPwdAuth } from "../../../ext/basic_auth.ts";
import { robotsTxt, sitemapXml } from "../../../ext/seo.ts";
import { repr } from "../printed.ts";

const layout = (title: string, ...content: Child[]) => Titled(title, ...content);

/** `apps/extras.py`: robots, sitemap, basic authentication; without `devtools_json`. */
export default function (): FastHTML {
  const started: number[] = [];
  const { app, rt } = fastApp({
    defaultHdrs: false,
    onStartup: () => void started.push(1),
    before: userPwdAuth({ bob: "pw" }, {
      skip: [/\/robots\.txt/, /\/pub.*/, /\/sitemap\.xml/, "/"],
    }),
  });
  robotsTxt(app, {
    disallowPaths: ["/admin", "/x"],
    sitemapUrl: "https://e/sitemap.xml",
    crawlDelay: 5,
  });
  sitemapXml(app, ["/a", { loc: "/b?x&y", lastmod: "2024-01-01", priority: 0.8 }], {
    locBase: "https://e",
  });
  withSid(app, "/dest", "/pubsid");
  rt("/", () => `started ${repr(started)}`);
  rt("/secret", ({ auth }) => `hi ${auth}`);
  rt("/pub", { title: "dflt" }, ({ title }) => layout(title, P("into body")));
  rt("/pubt", { title: "dflt" }, ({ title }) => layout(title, P("a"), P("b")));
  rt("/pubvals", { name: "none" }, ({ name }) => repr(name));
  return app;
}
