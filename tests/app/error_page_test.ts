import { HTTPException, toXml } from "@fasthtml/fasthtml";
import { strictEqual } from "node:assert";
import { toErrorPage } from "../../lib/app/error_page.ts";

Deno.test("toErrorPage() shows the status, and what the client may know", () => {
  const page = (error: HTTPException) => toXml(toErrorPage(error), { indent: false });
  strictEqual(
    page(new HTTPException(404)),
    '<title>404 Not Found</title><main class="container"><h1>404 Not Found</h1>' +
      "<p>This does not exist. It may have been moved or removed.</p></main>",
  );
  strictEqual(
    page(new HTTPException(499, "<b> & co")),
    '<title>499 Error</title><main class="container"><h1>499 Error</h1>' +
      "<p>&lt;b&gt; &amp; co</p></main>",
  );
});
