import {
  fastApp,
  type FastHTML,
  HTTPException,
  HttpHeader,
  Integer,
  P,
  Redirect,
  Titled,
} from "../../../mod.ts";

class MyErr extends Error {}
class RuntimeError extends Error {
  override name = "RuntimeError";
}

/** `apps/errors.py`: exceptions and who answers them. */
export default function (): FastHTML {
  const { app, rt } = fastApp({
    defaultHdrs: false,
    title: "E",
    htmlAttrs: { lang: "en" },
    exceptionHandlers: {
      404: ({ url }) => Titled("Lost", P(`no ${url.pathname}`)),
      403: (_, error) => [P(`403: ${error.detail}`), new HttpHeader("X-E", "1")],
      500: async (_, error) => Titled("Oops", P(await Promise.resolve(error.name))),
      401: () => Redirect("/login"),
      418: () => "teapot str",
    },
  });
  app.addExceptionHandler(
    MyErr,
    (_, error) => new Response(`mine ${error.message}`, { status: 409 }),
  );
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
  rt("/boom", raise(new RuntimeError("x")));
  rt("/my", raise(new MyErr("m")));
  rt("/need", { a: Integer }, ({ a }) => `${a}`);
  app.get("/getonly", () => "g");
  return app;
}
