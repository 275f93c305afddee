import { type SiteApp, siteApp } from "../../site/app.ts";

let made: Promise<SiteApp> | undefined;

/** The site, made once for a file of tests. */
export function ownSite(): Promise<SiteApp> {
  return made ??= siteApp();
}
