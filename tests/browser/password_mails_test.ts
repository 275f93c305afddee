import { deepStrictEqual, match, strictEqual } from "node:assert";
import { testMailer } from "../../ext/mail.ts";
import { Passwords } from "../../ext/password.ts";
import { PasswordMails } from "../../ext/password_mails.ts";
import { Button as UiButton, Field, ui } from "../../ext/ui.ts";
import { database, fastApp } from "../../mod.ts";
import { needing } from "../_needs.ts";
import { until } from "../_within.ts";
import { findBarriers } from "./_axe.ts";
import { openBrowser, watch } from "./_browser.ts";

for (const htmx of [4, 2] as const) {
  Deno.test({
    ...needing(["chromium"], `a link's token goes from the mail to the form alone, htmx ${htmx}`),
    sanitizeOps: false,
    sanitizeResources: false,
    async fn() {
      using db = database(":memory:");
      const mail = testMailer(), passwords = new Passwords(), hashes = new Map<string, string>();
      const seen: string[] = [];
      const { app } = fastApp({
        ...{ htmx, csp: true, log: false, title: "Todo" },
        middleware: (request, next) => {
          seen.push(request.url, ...[...request.headers.values()]);
          return next(request);
        },
      });
      class Links extends PasswordMails {
        findUser(email: string) {
          return email;
        }
        setPassword(user: string, hash: string) {
          hashes.set(user, hash);
        }
        confirm(user: string) {
          hashes.set(user, "confirmed");
        }
      }
      const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, app.fetch);
      const baseUrl = `http://127.0.0.1:${server.addr.port}`;
      const links = new Links(app, { db, mail, passwords, baseUrl });
      app.post("/verify", async (context) => {
        await links.sendVerification(context, "ann@example.com", "ann@example.com");
        return "sent";
      });
      const browser = await openBrowser();
      try {
        const page = await browser.newPage({ baseURL: baseUrl });
        const problems = watch(page);

        await page.goto("/password/forgot");
        deepStrictEqual(await findBarriers(page), []);
        await page.getByLabel("Email address").fill("ann@example.com");
        await page.getByRole("button").click();
        await page.getByText("a mail with a link is on its way").waitFor();
        await until(20, "the mail", () => mail.box.length === 1);

        const [link] = mail.box[0]!.links, token = link!.split("#")[1]!;
        await page.goto(link!);
        await page.waitForFunction(() => location.hash === "");
        strictEqual(page.url(), `${baseUrl}/password/reset`);
        strictEqual(await page.locator("#mail-token").isHidden(), true);
        deepStrictEqual(await findBarriers(page), []);
        await page.getByLabel("New password").fill("short");
        await page.getByRole("button").click();
        await page.getByRole("alert").getByText("8 to 1,024 characters").waitFor();
        await page.getByLabel("New password").fill("a new and long one");
        await page.getByRole("button").click();
        await page.getByText("Your password was changed.").waitFor();
        const hash = hashes.get("ann@example.com");
        strictEqual(await passwords.check("ann", "a new and long one", hash), true);

        await app.request("/verify", { method: "POST" });
        const verification = mail.box.at(-1)!.links[0]!;
        match(verification, /\/password\/verify#/);
        await page.goto(verification);
        await page.getByRole("button", { name: "Confirm the email address" }).click();
        await page.getByText("Your email address is confirmed.").waitFor();
        strictEqual(hashes.get("ann@example.com"), "confirmed");

        const secrets = [token, verification.split("#")[1]!];
        deepStrictEqual(
          seen.filter((text) => secrets.some((secret) => text.includes(secret))),
          [],
        );
        // Chromium says of each status of an error that it is one.
        deepStrictEqual(problems.filter((text) => !/status of 422/.test(text)), []);
      } finally {
        await browser.close();
        await server.shutdown();
        await app.close();
      }
    },
  });
}

Deno.test({
  ...needing(["chromium"], "pages of links in mails look like the components of ui()"),
  sanitizeOps: false,
  sanitizeResources: false,
  async fn() {
    using db = database(":memory:");
    const { app, rt } = fastApp({ ...ui(), csp: true, log: false });
    class Links extends PasswordMails {
      findUser(email: string) {
        return email;
      }
      setPassword() {}
      confirm() {}
    }
    const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, app.fetch);
    const baseUrl = `http://127.0.0.1:${server.addr.port}`;
    new Links(app, { db, mail: testMailer(), passwords: new Passwords(), baseUrl });
    rt(
      "/",
      () => [Field({ name: "email", label: "Email" }), UiButton("Send", { variant: "primary" })],
    );
    const browser = await openBrowser();
    try {
      const page = await browser.newPage({ baseURL: baseUrl });
      const problems = watch(page);
      const look = (path: string) =>
        page.goto(path).then(() =>
          page.evaluate<string[][]>(`["input[name=email]", "button"].map((name) => {
            const style = getComputedStyle(document.querySelector(name));
            return ["backgroundColor", "borderRadius", "borderTopColor", "color", "fontFamily",
              "minHeight"].map((key) => style[key]);
          })`)
        );
      deepStrictEqual(await look("/password/forgot"), await look("/"));
      for (const width of [1280, 390]) {
        await page.setViewportSize({ width, height: 800 });
        for (const path of ["/password/forgot", "/password/reset", "/password/verify"]) {
          await page.goto(path);
          deepStrictEqual(await findBarriers(page), [], path);
          const wide = "document.documentElement.scrollWidth <= innerWidth";
          strictEqual(await page.evaluate(wide), true, path);
        }
      }
      deepStrictEqual(problems, []);
    } finally {
      await browser.close();
      await server.shutdown();
      await app.close();
    }
  },
});
