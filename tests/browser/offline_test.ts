import { deepStrictEqual, strictEqual } from "node:assert";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { needing } from "../_needs.ts";
import { startProgram } from "../_program.ts";
import { until, within } from "../_within.ts";
import { openBrowser, watch } from "./_browser.ts";
import { openProxy, type Proxy } from "./_proxy.ts";

const file = fileURLToPath(new URL("../fixtures/live/offline.ts", import.meta.url));

/** The browser writes to the console what could not be loaded, and htmx what the user asked for. */
const EXPECTED = new RegExp(
  "^console: (Failed to load resource|WebSocket connection to |Response Status Error Code 502 from /save|" +
    "htmx: htmx:error: Failed to fetch|htmx: htmx:ws:error: |htmx:(afterRequest|sendError), )",
);

interface Story {
  page: Page;
  proxy: Proxy;
  /** The program itself, which can be reached while the page's line is cut. */
  origin: string;
  /** Ends the program by a signal, and starts it again at the same port. */
  restart(signal: Deno.Signal): Promise<void>;
}

/** Declares the same test with htmx 4 and htmx 2, of a page behind a line that can be cut. */
function testOffline(
  name: string,
  story: (story: Story) => Promise<void>,
  prepare = async (page: Page) => {
    await page.goto("/");
    await connected(page);
  },
): void {
  for (const HTMX of ["4", "2"]) {
    const needed = needing(["chromium"], `${name} (htmx ${HTMX})`);
    Deno.test({ ...needed, sanitizeOps: false, sanitizeResources: false }, async () => {
      await using stack = new AsyncDisposableStack();
      let PORT = "0";
      const start = async () =>
        stack.use(await startProgram(["run", "-A", file], { env: { HTMX, PORT } }));
      let program = await start();
      PORT = new URL(program.origin).port;
      const proxy = stack.use(openProxy(Number(PORT)));
      // As users' browsers do, and Playwright's does not, it keeps pages that are left.
      const browser = await openBrowser({
        ignoreDefaultArgs: ["--disable-back-forward-cache"],
      });
      stack.defer(() => browser.close());
      const page = await browser.newPage({ baseURL: proxy.origin });
      const problems = watch(page);
      await page.addInitScript(`
        globalThis.seen = [];
        for (const name of ["fasthtml:offline", "fasthtml:online"]) {
          addEventListener(name, ({ target }) =>
            seen.push([name, target.localName, target.className].join(" ")));
        }`);
      await prepare(page);
      const restart = async (signal: Deno.Signal) => {
        await program.end(signal);
        program = await start();
      };
      await story({ page, proxy, origin: program.origin, restart });
      deepStrictEqual(problems.filter((problem) => !EXPECTED.test(problem)), []);
    });
  }
}

for (const answer of [undefined, "502"] as const) {
  testOffline(
    `a page knows that it is cut off, and comes back with what it was told to send (${
      answer ?? "closed"
    })`,
    async ({ page, proxy }) => {
      proxy.cut(answer);
      await page.locator("body.fasthtml-offline").waitFor();
      await say(page, "typed");
      await page.getByRole("button", { name: "Save" }).click();
      await page.locator(".fh-toast-error", { hasText: answer ?? "can't be reached" }).waitFor();
      strictEqual(await page.locator("[name=msg]").inputValue(), "typed");
      const from = proxy.targets.length;
      proxy.mend();
      await page.locator("body:not(.fasthtml-offline)").waitFor();
      await texts(page, "#said > p", ["hello", "hello", "typed"]);
      await texts(page, "#told > p", ["1", "2"]);
      deepStrictEqual(await page.evaluate("seen"), [
        "fasthtml:offline body fasthtml-offline",
        "fasthtml:online body ",
      ]);
      const again = proxy.targets.slice(from).filter((target) => target.startsWith("/socket"));
      deepStrictEqual(
        new URL(again.at(-1)!, proxy.origin).search,
        "?name=a+b&last-event-id=a%253Ab%3A1&last-event-id=c%3A1-0",
      );
    },
  );
}

testOffline("a page that was away shows what it missed, in order, once", async (story) => {
  const { page, proxy, origin } = story;
  const send = async (...ns: number[]) => {
    for (const n of ns) {
      await (await fetch(`${origin}/news/${n}`, { method: "POST" })).body?.cancel();
    }
  };
  const shows = async (...ns: number[]) => {
    for (const id of ["said", "told"]) await texts(page, `#${id} > p`, ns.map(String));
  };
  await send(1, 2);
  await page.goto("/news");
  await shows(1, 2);
  for (const [answer, from] of [[undefined, 3], ["502", 6]] as const) {
    proxy.cut(answer);
    await page.locator("body.fasthtml-offline").waitFor();
    await send(from, from + 1);
    proxy.mend();
    await page.locator("body:not(.fasthtml-offline)").waitFor();
    await send(from + 2);
    await shows(...Array.from({ length: from + 2 }, (_, i) => i + 1));
  }
  const tab = await page.context().newCDPSession(page);
  await tab.send("Page.setWebLifecycleState", { state: "frozen" });
  await send(9);
  proxy.cut();
  await send(10);
  proxy.mend();
  await tab.send("Page.setWebLifecycleState", { state: "active" });
  await shows(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
  await page.reload();
  await shows(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
});

testOffline("what can't be sent is told, and stays in its field", async ({ page, proxy }) => {
  const field = page.locator("[name=msg]");
  proxy.cut();
  await page.locator("body.fasthtml-offline").waitFor();
  await page.evaluate(`for (let i = 1; i <= 51; i++) {
    document.querySelector("[name=msg]").value = i;
    document.forms[0].requestSubmit();
  }`);
  await page.locator(".fh-toast", { hasText: "The server can't be reached" }).waitFor();
  strictEqual(await field.inputValue(), "51");
  proxy.mend();
  const all = Array.from({ length: 50 }, (_, i) => `${i + 1}`);
  await texts(page, "#said > p", ["hello", "hello", ...all]);

  const closed = await onEvent(page, "htmx:wsClose");
  await say(page, "end");
  await closed();
  await say(page, "too late");
  await page.locator(".fh-toast", { hasText: "This page is no longer connected" }).waitFor();
  strictEqual(await field.inputValue(), "too late");
  await page.locator("body:not(.fasthtml-offline)").waitFor();
});

testOffline("a page is back after its program was restarted", async ({ page, restart }) => {
  const closed = await onEvent(page, "htmx:wsClose");
  const ended = restart("SIGTERM");
  await closed();
  await say(page, "typed");
  await ended;
  await texts(page, "#said > p", ["hello", "hello", "typed"]);
  await texts(page, "#told > p", ["1", "2"]);
  await restart("SIGKILL");
  await texts(page, "#said > p", ["hello", "hello", "typed", "hello"]);
  await texts(page, "#told > p", ["1", "2", "3"]);
  await page.locator("body:not(.fasthtml-offline)").waitFor();
});

testOffline("a page that is back at once shows nothing of it", async ({ page, proxy }) => {
  await page.clock.pauseAt(Date.now() + 3_600_000);
  const closed = await onEvent(page, "htmx:wsClose");
  await say(page, "restart");
  await closed();
  await page.clock.runFor(750);
  await texts(page, "#said > p", ["hello", "hello"]);
  await page.clock.runFor(60_000);
  deepStrictEqual(await page.evaluate("seen"), []);

  const cut = await onEvent(page, "htmx:wsClose");
  proxy.cut();
  await cut();
  await page.clock.runFor(3999);
  deepStrictEqual(await page.evaluate("seen"), []);
  await page.clock.runFor(1);
  deepStrictEqual(await page.evaluate("seen"), ["fasthtml:offline body fasthtml-offline"]);
}, async (page) => {
  await page.clock.install();
  await page.goto("/");
  await connected(page);
});

testOffline("an attempt that nothing comes of is given up", async ({ page, proxy }) => {
  await page.clock.pauseAt(Date.now() + 3_600_000);
  const from = proxy.targets.length;
  const closed = await onEvent(page, "htmx:wsClose");
  proxy.cut("silence");
  await closed();
  await page.clock.runFor(750);
  await until(
    30,
    "an attempt",
    () => proxy.targets.slice(from).some((target) => target.startsWith("/socket")),
  );
  proxy.mend();
  const failed = await onEvent(page, "htmx:wsClose");
  await page.clock.runFor(15_000);
  await failed();
  await page.clock.runFor(1500);
  await texts(page, "#said > p", ["hello", "hello"]);
}, async (page) => {
  await page.clock.install();
  await page.goto("/");
  await connected(page);
});

testOffline("what is removed while it is cut off does not connect again", async (story) => {
  const { page, proxy } = story;
  await page.clock.pauseAt(Date.now() + 3_600_000);
  const closed = await onEvent(page, "htmx:wsClose");
  proxy.cut();
  await closed();
  await page.clock.runFor(4000);
  await page.locator("body.fasthtml-offline").waitFor();
  proxy.mend();
  await page.getByRole("button", { name: "Remove" }).click();
  await page.locator("#live", { hasText: "gone" }).waitFor();
  await page.locator("body:not(.fasthtml-offline)").waitFor();
  const from = proxy.targets.length;
  await page.clock.runFor(60_000);
  await page.getByRole("button", { name: "Save" }).click();
  await page.locator("#saved", { hasText: "saved" }).waitFor();
  deepStrictEqual(proxy.targets.slice(from).filter((target) => !target.startsWith("/save")), []);
}, async (page) => {
  await page.clock.install();
  await page.goto("/");
  await connected(page);
});

testOffline("the browser's own word that it is offline is shown at once", async ({ page }) => {
  await page.context().setOffline(true);
  await page.locator("body.fasthtml-offline").waitFor();
  await page.context().setOffline(false);
  await page.locator("body:not(.fasthtml-offline)").waitFor();
});

testOffline("a page to which the user comes back is connected", async ({ page }) => {
  await page.evaluate("globalThis.isSame = true");
  await page.getByText("Away").click();
  await page.locator("p", { hasText: "away" }).waitFor();
  await page.evaluate("setTimeout(() => history.back())");
  await texts(page, "#said > p", ["hello", "hello"]);
  strictEqual(await page.evaluate("isSame"), true);
  await say(page, "typed");
  await texts(page, "#said > p", ["hello", "hello", "typed"]);
});

let requests = 0;
testOffline("a stream whose first connection fails is connected", async ({ page }) => {
  strictEqual(await page.locator(".fh-toast").count(), 0);
}, async (page) => {
  requests = 0;
  await page.route("**/stream*", (route) => {
    if (++requests === 1) return route.abort("connectionrefused");
    if (requests === 2) return route.fulfill({ status: 503 });
    return route.continue();
  });
  await page.goto("/");
  await connected(page);
});

testOffline("a stream says when the page connects again", async ({ page }) => {
  let count = 0;
  page.on("request", (request) => count += Number(request.url().includes("/once/")));
  await page.goto("/retry/3600000");
  await page.locator("#told > p").waitFor();
  await page.clock.fastForward(20 * 60_000);
  strictEqual(await page.locator("#told > p").count(), 1);
  strictEqual(count, 1);
  // The EventSource of htmx 2 waits by the browser's own clock.
  if (!await page.evaluate(`htmx.version.startsWith("4")`)) return;
  await page.clock.fastForward(90 * 60_000);
  await page.locator("#told > p").nth(1).waitFor();
}, (page) => page.clock.install());

async function connected(page: Page): Promise<void> {
  await texts(page, "#said > p", ["hello"]);
  await texts(page, "#told > p", ["1"]);
}

async function say(page: Page, text: string): Promise<void> {
  await page.locator("[name=msg]").fill(text);
  await page.getByRole("button", { name: "Say" }).click();
}

/** Waits for an event of the page from now on. */
async function onEvent(page: Page, name: string): Promise<() => Promise<void>> {
  const event = await page.evaluateHandle(
    `({ happened: new Promise((resolve) =>
      document.addEventListener("${name}", () => resolve(), { once: true })) })`,
  ) as { evaluate(run: (event: { happened: Promise<void> }) => Promise<void>): Promise<void> };
  return () => within(30, name, event.evaluate(({ happened }) => happened));
}

/** Waits until these are the texts of a selector's elements. */
async function texts(page: Page, selector: string, expected: string[]): Promise<void> {
  await page.waitForFunction(
    `JSON.stringify(Array.from(document.querySelectorAll(${JSON.stringify(selector)}),
      (el) => el.textContent)) === ${JSON.stringify(JSON.stringify(expected))}`,
  );
}
