import { deepStrictEqual, match, notStrictEqual, strictEqual } from "node:assert";
import { createHmac } from "node:crypto";
import { Client, fastApp } from "../../../mod.ts";
import { SECRET } from "../target.ts";
import type { Drivers } from "./types.ts";

const base64 = (text: string) =>
  new TextEncoder().encode(text).toBase64({ alphabet: "base64url", omitPadding: true });
const DAY = 86_400;

/** Seals as lib/http/request/signer.ts does, whatever the payload is. */
function forge(payload: string, { key = SECRET, age = 0, purpose = "session" } = {}): string {
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

export const SESSION: Drivers = {
  session: async ({ request, expect }, target) => {
    const make = COOKIES[request?.cookie ?? ""];
    if (!make) return [`no such cookie: ${request?.cookie}`];
    const path = request?.path ?? "/sget";
    const cookie = `session_=${make()}`;
    const { status, body } = await target.request({ method: "GET", path }, cookie);
    strictEqual((expect.status ?? [200]).includes(status), true, `status ${status}`);
    if (expect.json_equals !== undefined) deepStrictEqual(JSON.parse(body), expect.json_equals);
  },
  "SES-22": async () => {
    const visit = async (secretKey: string[], cookie?: string) => {
      const { app, rt } = fastApp({ secretKey, defaultHdrs: false });
      rt("/", ({ session }) => `${session.n = (session.n ?? 0) + 1}`);
      const client = new Client(app);
      if (cookie) client.cookies.set("session_", cookie);
      const text = await (await client.get("/")).text();
      return { text, cookie: client.cookies.get("session_")! };
    };
    const [one, two] = ["the old secret".padEnd(32, "x"), "the new secret".padEnd(32, "x")];
    const first = await visit([one]);
    const second = await visit([two, one], first.cookie);
    deepStrictEqual([first.text, second.text], ["1", "2"]);
    strictEqual((await visit([two], second.cookie)).text, "3");
    strictEqual((await visit([one], second.cookie)).text, "1");
    notStrictEqual(first.cookie, second.cookie);
    match(second.cookie, /^[\w-]+\.[\da-z]+\.[\w-]+$/);
  },
};
