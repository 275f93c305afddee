/** What a browser calls itself, in words that its user knows. */

/** Names in `User-Agent`, the most special first: most say that they are Chrome and Safari, too. */
const BROWSERS = [["Edg", "Edge"], ["OPR", "Opera"], ["SamsungBrowser", "Samsung Internet"]]
  .concat([["Firefox", "Firefox"], ["FxiOS", "Firefox"], ["Chrome", "Chrome"]])
  .concat([["CriOS", "Chrome"], ["Safari", "Safari"]]) as [mark: string, name: string][];

const SYSTEMS = [["Android", "Android"], ["iPhone", "iPhone"], ["iPad", "iPad"]]
  .concat([["CrOS", "ChromeOS"], ["Windows", "Windows"], ["Mac OS X", "macOS"]])
  .concat([["Linux", "Linux"]]) as [mark: string, name: string][];

/** Returns a name such as `Firefox, Linux`; "" for a `User-Agent` that has none of these. */
export function toBrowser(agent: string | null): string {
  const find = (names: [string, string][]) => names.find(([mark]) => agent?.includes(mark))?.[1];
  return [find(BROWSERS), find(SYSTEMS)].filter(Boolean).join(", ");
}
