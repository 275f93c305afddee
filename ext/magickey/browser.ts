/** What a browser calls itself, in words that its user knows. */

/** Names in `User-Agent`, the most special first: most say that they are Chrome and Safari, too. */
const BROWSERS = {
  Edg: "Edge",
  OPR: "Opera",
  SamsungBrowser: "Samsung Internet",
  Firefox: "Firefox",
  FxiOS: "Firefox",
  Chrome: "Chrome",
  CriOS: "Chrome",
  Safari: "Safari",
};

const SYSTEMS = {
  Android: "Android",
  iPhone: "iPhone",
  iPad: "iPad",
  CrOS: "ChromeOS",
  Windows: "Windows",
  "Mac OS X": "macOS",
  Linux: "Linux",
};

/** Returns a name such as `Firefox, Linux`; "" for a `User-Agent` that has none of these. */
export function toBrowser(agent: string | null): string {
  const find = (names: Record<string, string>) =>
    Object.entries(names).find(([mark]) => agent?.includes(mark))?.[1];
  return [find(BROWSERS), find(SYSTEMS)].filter(Boolean).join(", ");
}
