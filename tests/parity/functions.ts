import * as compat from "../../compat.ts";
import * as js from "../../ext/js.ts";
import * as pico from "../../ext/pico.ts";
import * as seo from "../../ext/seo.ts";
import { ftSvg, type SvgAttrs } from "../../ext/svg.ts";
import { type Child, Safe, toXml } from "../../mod.ts";
import type { ScriptAttrs } from "../../types.ts";

/** What Python passes by name. */
type Kwargs = Readonly<Record<string, unknown>>;

/** What Python passes by position: of another type for each function. */
// deno-lint-ignore no-explicit-any
type Args = readonly any[];

/** Functions whose arguments are other than attributes and children. */
export const FUNCTIONS: Readonly<Record<string, (kwargs: Kwargs, args: Args) => Child>> = {
  AnyNow: (_, [sel, code]) => compat.AnyNow(sel, code),
  Favicon: (_, [light, dark]) => seo.Favicon(light, dark),
  HighlightJS: (kwargs) => js.HighlightJS(kwargs),
  HtmxOn: (_, [event, code]) => compat.HtmxOn(event, code),
  KatexMarkdownJS: (_, [sel]) => js.KatexMarkdownJS(sel),
  LdContactPoint: (kwargs, [contactType]) => seo.LdContactPoint({ contactType, ...toLd(kwargs) }),
  LdCourse: (kwargs, [name, description, provider]) =>
    seo.LdCourse({ name, description, provider, ...toLd(kwargs) }),
  LdCourseInstance: (kwargs) => seo.LdCourseInstance(toLd(kwargs)),
  LdJson: ({ extra, script: _, ...attrs }, [type, data]) =>
    seo.LdJson(type, { ...data, ...extra as object }, attrs as ScriptAttrs),
  LdOrg: (kwargs, [name]) => seo.LdOrg({ name, ...toLd(kwargs) }),
  LdWebsite: (kwargs, [name, url]) => seo.LdWebsite({ name, url, ...toLd(kwargs) }),
  MarkdownJS: (_, [sel]) => js.MarkdownJS(sel),
  MermaidJS: ({ theme }, [sel]) => js.MermaidJS(sel, theme as string),
  Now: (_, [code, sel]) => compat.Now(code, sel),
  On: (kwargs, [code, event, sel]) => compat.On(code, { event, sel, ...kwargs }),
  PicoBusy: () => pico.PicoBusy(),
  Prev: (_, [code, event]) => compat.Prev(code, event),
  Socials: (kwargs) => seo.Socials(toCamel(kwargs) as unknown as seo.SocialsOptions),
  SortableJS: (_, [sel, ghostClass]) => js.SortableJS(sel, ghostClass),
  Surreal: (_, [code]) => compat.Surreal(code),
  // Each toast has an id of its own.
  Toast: (options, [text]) =>
    Safe(toXml(compat.Toast(text, "info", options)).replace(/fh-toast-\w{8}/, "fh-toast-…")),
  YouTubeEmbed: (kwargs, [id]) => js.YouTubeEmbed(id, toCamel(kwargs) as js.YouTubeOptions),
  dark_media: (_, [css]) => js.darkMedia(css),
  ft_svg: (kwargs, [tag, ...children]) => ftSvg(tag, kwargs as SvgAttrs, ...children),
  jsd: (options, [org, repo, root, path]) =>
    js.jsd(org, repo, root, path, options as js.JsdOptions<"script"> & ScriptAttrs),
  light_media: (_, [css]) => js.lightMedia(css),
  sitemap_url: (_, [url, base]) => seo.sitemapUrl(url, base),
};

function toCamel(kwargs: Kwargs): Kwargs {
  return Object.fromEntries(
    Object.entries(kwargs).map(([name, value]) => [
      name.replace(/_(.)/g, (_, letter) => letter.toUpperCase()),
      value,
    ]),
  );
}

/** Names as schema.org has them; here no `script` says where the data goes. */
function toLd({ script: _, phone, ...kwargs }: Kwargs): Kwargs {
  return { ...toCamel(kwargs), ...(phone !== undefined && { telephone: phone }) };
}
