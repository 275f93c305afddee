/** Session cookies that no program of this library has sealed. */
import { createHmac } from "node:crypto";
import { SECRET } from "./target.ts";

/** The value of a cookie, by what is wrong with it. */
export function toCookie(wrong: string): string {
  const make = COOKIES[wrong];
  if (!make) throw new Error(`Cannot make a cookie: ${wrong}, expected ${Object.keys(COOKIES)}`);
  return make();
}

const base64 = (text: string) =>
  new TextEncoder().encode(text).toBase64({ alphabet: "base64url", omitPadding: true });
const DAY = 86_400;

/** Seals as lib/http/request/signer.ts does, whatever the payload is. */
function forge(
  payload: string,
  { key = SECRET, age = 0, purpose = "session:session_" } = {},
): string {
  const time = Math.floor(Date.now() / 1000 - age).toString(36);
  const text = `${payload}.${time}`;
  const signature = createHmac("sha256", key).update(`${purpose}.${text}`).digest("base64url");
  return `${text}.${signature}`;
}

const AUTH = base64('{"auth":"eve"}');

/** Cookies by what is wrong with them. */
const COOKIES: Readonly<Record<string, () => string>> = {
  tamper_sig: () => forge(AUTH).replace(/.$/, (last) => last === "A" ? "B" : "A"),
  tamper_payload: () => forge(base64('{"auth":"bob"}')).replace(/^[^.]+/, AUTH),
  tamper_time: () =>
    forge(AUTH).replace(/\.[^.]+\./, `.${Math.floor(Date.now() / 1000 + 5).toString(36)}.`),
  no_sig: () => forge(AUTH).replace(/[^.]+$/, ""),
  unsigned: () => AUTH,
  empty: () => "",
  dots: () => "...",
  huge: () => "x".repeat(8000),
  other_key: () => forge(AUTH, { key: "another key of at least 32 characters" }),
  empty_key: () => forge(AUTH, { key: "" }),
  other_purpose: () => forge(AUTH, { purpose: "reset" }),
  not_b64: () => forge("%%%"),
  not_json: () => forge(base64("not json")),
  not_utf8: () => forge("_w"),
  array: () => forge(base64('[{"auth":"eve"}]')),
  list: () => forge(base64("[1]")),
  null: () => forge(base64("null")),
  int: () => forge(base64("5")),
  string: () => forge(base64('"s"')),
  expired: () => forge(AUTH, { age: 15 * DAY }),
  old: () => forge(AUTH, { age: 366 * DAY }),
  future: () => forge(AUTH, { age: -DAY }),
  bad_time: () => forge(AUTH).replace(/\.[^.]+\./, ".-1."),
};
