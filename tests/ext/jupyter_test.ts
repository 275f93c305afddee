import { deepStrictEqual, match, strictEqual, throws } from "node:assert";
import { Div, P, Safe } from "@fasthtml/fasthtml";
import { HTMX, show } from "@fasthtml/fasthtml/ext/jupyter";

/** What Deno's Jupyter kernel does with the last value of a cell. */
async function display(value: unknown): Promise<unknown> {
  const toBundle = (value as Record<symbol, () => unknown>)[Symbol.for("Jupyter.display")];
  return await toBundle?.call(value);
}

Deno.test("an element shows itself in a notebook, with what it waits for", async () => {
  deepStrictEqual(await display(Div("1 < 2", P(Promise.resolve("later")))), {
    "text/html": "<div>1 &lt; 2<p>later</p></div>",
  });
  strictEqual(JSON.stringify(P("x")), "{}"); // and nothing of it goes elsewhere
});

Deno.test("show() shows all that a page can hold, and wakes htmx where there is one", async () => {
  const row = { __ft__: () => P("a row") };
  const script = "<script>window.htmx?.process(document.body)</script>";
  deepStrictEqual(await display(show("<Hello>", row, [1, null], Safe("<hr>"))), {
    "text/html": `&lt;Hello&gt;<p>a row</p>1<hr>${script}`,
  });
});

Deno.test("HTMX() shows a page of an application in a frame", async () => {
  const style = "width:100%; height:200px; border:none";
  deepStrictEqual(await display(HTMX("/chat?a=1&b=2", { port: 5001, height: 200 })), {
    "text/html": `<iframe src="http://localhost:5001/chat?a=1&amp;b=2" style="${style}"></iframe>`,
  });
});

Deno.test("HTMX() leads to no other host than this machine", () => {
  for (const path of ["", "@evil.example/", "0@evil.example", ".evil.example", "chat"]) {
    throws(() => HTMX(path), {
      message: `Cannot show a page: path "${path}", expected one that begins with "/"`,
    });
  }
  match(`${HTMX("//evil.example/")}`, /src="http:\/\/localhost:8000\/\/evil\.example\/"/);
});
