import { fastApp, type FastHTML, HTTPException, Integer } from "../../../mod.ts";

/** `apps/errdef.py`: errors without a handler. */
export default function (): FastHTML {
  const { app, rt } = fastApp({ defaultHdrs: false });
  const raise = (error: Error) => () => {
    throw error;
  };
  rt("/boom", raise(new Error("x")));
  rt("/e403", raise(new HTTPException(403, "nope")));
  rt("/e404", raise(new HTTPException(404, "detail lost?")));
  rt("/need", { a: Integer }, ({ a }) => `${a}`);
  app.get("/getonly", () => "g");
  rt("/retfalse", () => 3);
  return app;
}
