import { deepStrictEqual, doesNotMatch, match, strictEqual } from "node:assert";
import { testMailer } from "../../../ext/mail.ts";
import { Passwords } from "../../../ext/password.ts";
import { PasswordMails, type PasswordMailsOptions } from "../../../ext/password_mails.ts";
import { Client, database, fastApp, type FastHTMLOptions } from "../../../mod.ts";
import { GERMAN } from "../../fixtures/german.ts";
import { until } from "../../_within.ts";

function toProgram(app: FastHTMLOptions = {}, options: Partial<PasswordMailsOptions> = {}) {
  const db = database(":memory:"), mail = testMailer();
  const made = fastApp({ log: false, title: "Notes", ...app });
  class Links extends PasswordMails {
    findUser(email: string) {
      return email;
    }
    setPassword() {}
    confirm() {}
  }
  new Links(made.app, { db, mail, passwords: new Passwords(), ...options });
  const get = async (path: string, headers = {}) =>
    await (await made.app.request(path, { headers })).text();
  return { ...made, mail, get, [Symbol.dispose]: () => db.close() };
}

Deno.test("the pages have forms that need no script, and a script under a strict policy", async () => {
  using at = toProgram({ csp: true });
  match(
    await at.get("/password/forgot"),
    /<form action="\/password\/forgot" method="post" hx-boost="false" enctype="multipart\/form-data"><label>Email address<input name="email" type="email" required autocomplete="email"><\/label><button>Send me a link<\/button><\/form><p><a href="\/login">Log in<\/a>/,
  );
  const reset = await at.get("/password/reset");
  match(
    reset,
    /<form id="mail-link" action="\/password\/reset" method="post" hx-boost="false" enctype="multipart\/form-data" name="mail-link"><label id="mail-token">What follows the sign # in the link of the mail<input name="token" required autocomplete="off"><\/label><label>New password<input name="password" type="password" required autocomplete="new-password"><\/label><button>/,
  );
  match(reset, /<script nonce="[^"]+">\(\(\) => \{/);
  match(
    await at.get("/password/verify"),
    /action="\/password\/verify".*<button>Confirm the email address<\/button><\/form><script nonce=/s,
  );
});

Deno.test("the pages and mails are in the user's language", async () => {
  using at = toProgram({ messages: { de: GERMAN } });
  const headers = { "accept-language": "de" };
  const html = await at.get("/password/forgot", headers);
  match(html, /<button>Link schicken<\/button>/);
  doesNotMatch(html, /Send me a link/);
  const body = new URLSearchParams({ email: "ann@example.com" });
  const response = await at.app.request("/password/forgot", { method: "POST", headers, body });
  match(await response.text(), /Wenn es ein Konto für ann@example\.com gibt/);
  await until(60, "the mail", () => at.mail.box.length === 1);
  strictEqual(at.mail.box[0]!.subject, "Ein neues Passwort für Notes");
  match(at.mail.box[0]!.text, /in den nächsten 30 min:/);
  const token = at.mail.box[0]!.links[0]!.split("#")[1]!;
  for (
    const [password, why] of [["kurz", /8 bis 1\.024 Zeichen/], ["password", /Viele haben dieses/]]
  ) {
    const body = new URLSearchParams({ token, password: `${password}` });
    const again = await at.app.request("/password/reset", { method: "POST", headers, body });
    strictEqual(again.status, 422);
    match(await again.text(), why as RegExp);
  }
});

Deno.test("paths, links and pages are those that the program names", async () => {
  using at = toProgram({ basePath: "/app" }, {
    path: "/secret",
    loginPath: "/enter",
    baseUrl: "https://todo.example/app/",
    name: "Todo",
  });
  const html = await at.get("/app/secret/forgot");
  match(html, /action="\/app\/secret\/forgot".*<a href="\/app\/enter">/s);
  const client = new Client(at.app);
  await client.post("/app/secret/forgot", { data: { email: "ann@example.com" } });
  await until(60, "the mail", () => at.mail.box.length === 1);
  const [{ subject, links }] = at.mail.box as [typeof at.mail.box[0]];
  deepStrictEqual([subject, links[0]!.replace(/#.*/, "")], [
    "A new password for Todo",
    "https://todo.example/app/secret/reset",
  ]);
});
