import { fastApp, type FastHTML, HTTPException, HttpHeader, P, Titled } from "../../../mod.ts";
import { int, RedirectResponse } from "../printed.ts";

class MyErr extends Error {}

/** `apps/errors.py`: exceptions and who answers them. */
export default function (): FastHTML {
  const { app, rt } = fastApp({
    defaultHdrs: false,
    title: "E",
    htmlAttrs: { lang: "en" },
    exceptionHandlers: {
      404: ({ url }) => Titled("Lost", P(`no ${url.pathname}`)),
      403: (_, error) => [P(`403: ${error.detail}`), new HttpHeader("X-E", "1")],
      500: async (_, error) =>
        Titled(
          "Oops",
          P(await Promise.resolve(error.name === "Error" ? "RuntimeError" : error.name)),
        ),
      401: () => RedirectResponse("/login", 303),
      418: () => "teapot str",
    },
  });
  app.addExceptionHandler(MyErr, (_, error) =>
    new Response(`mine ${error.message}`, {
      status: 409,
      headers: { "content-type": "text/html; charset=utf-8" },
    }));
  const raise = (error: Error) => () => {
    throw error;
  };
  rt("/ok", () => "ok");
  rt("/e403", raise(new HTTPException(403, "nope")));
  rt("/e404", raise(new HTTPException(404, "gone")));
  rt("/e401", raise(new HTTPException(401)));
  rt("/e418", raise(new HTTPException(418)));
  rt("/e410", raise(new HTTPException(410, "Gone now")));
  rt("/e400hdr", raise(new HTTPException(400, "bad", { headers: { "X-Why": "because" } })));
  rt("/boom", raise(new Error("x")));
  rt("/my", raise(new MyErr("m")));
  rt("/need", { a: int }, ({ a }) => `${a}`);
  app.get("/getonly", () => "g");
  return app;
}
