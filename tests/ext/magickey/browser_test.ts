import { deepStrictEqual } from "node:assert";
import { toBrowser } from "../../../ext/magickey/browser.ts";

Deno.test("toBrowser() names browsers and systems as their users do", () => {
  const gecko = "Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0";
  const webkit = "AppleWebKit/537.36 (KHTML, like Gecko)";
  const rows: Record<string, string> = {
    [gecko]: "Firefox, Linux",
    [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webkit} Chrome/148.0 Safari/537.36`]:
      "Chrome, Windows",
    [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webkit} Chrome/148.0 Safari/537.36 Edg/148.0`]:
      "Edge, Windows",
    [`Mozilla/5.0 (X11; Linux x86_64) ${webkit} Chrome/148.0 Safari/537.36 OPR/120.0`]:
      "Opera, Linux",
    [`Mozilla/5.0 (Linux; Android 16; K) ${webkit} SamsungBrowser/29.0 Chrome/140.0 Mobile Safari`]:
      "Samsung Internet, Android",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/26.0 Safari/605":
      "Safari, macOS",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) Version/26.0 Mobile/15E148 Safari/604":
      "Safari, iPhone",
    "Mozilla/5.0 (iPad; CPU OS 26_0 like Mac OS X) CriOS/148.0 Mobile/15E148 Safari/604.1":
      "Chrome, iPad",
    "curl/8.14.1": "",
    "<b>": "",
    "": "",
  };
  const named = Object.keys(rows).map((agent) => [agent, toBrowser(agent)]);
  deepStrictEqual(Object.fromEntries(named), rows);
  deepStrictEqual(toBrowser(null), "");
});
