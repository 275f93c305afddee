import {
  DateOnly,
  fastApp,
  type FastHTML,
  fromCookie,
  fromHeader,
  Integer,
  oneOf,
  optional,
} from "../../../mod.ts";
import { datetime, float, Printed, R, repr } from "../printed.ts";

enum Model {
  alex = "alexnet",
  res = "resnet",
}

const uuid = (text: string) =>
  /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text)
    ? new Printed(`UUID('${text}')`)
    : undefined;
const decimal = (text: string) =>
  /^-?\d+(\.\d+)?$/.test(text) ? new Printed(`Decimal('${text}')`) : undefined;
const complex = (text: string) =>
  /^[-+\d.]+j?$/.test(text)
    ? new Printed(text.endsWith("j") ? `(${text})` : `(${text}+0j)`)
    : undefined;
const up = (text: string) => text === "bad" ? undefined : text.toUpperCase();
const path = (text: string) => new Printed(`Path('${text}')`);

class Cust {
  s: string;
  constructor(s: string) {
    this.s = s;
  }
}
const cust = (text: string) => new Cust(text);

/** `apps/params.py`: queries, defaults and conversions. */
export default function (): FastHTML {
  const { app, rt } = fastApp({ defaultHdrs: false });
  rt("/s", { a: String }, ({ a }) => R({ a }));
  rt("/sdef", { a: "dflt" }, ({ a }) => R({ a }));
  rt("/i", { a: Integer }, ({ a }) => R({ a }));
  rt("/idef", { a: 7 }, ({ a }) => R({ a }));
  rt("/iopt", { a: optional(Integer) }, ({ a }) => R({ a }));
  rt("/iunion", { a: optional(Integer) }, ({ a }) => R({ a }));
  rt("/optional", { a: optional(Integer) }, ({ a }) => R({ a }));
  rt("/optreq", { a: Integer }, ({ a }) => R({ a }));
  rt("/multiunion", { a: optional(Integer) }, ({ a }) => R({ a }));
  rt("/f", { a: Number }, ({ a }) => R({ a: float(a) }));
  rt("/b", { a: false }, ({ a }) => R({ a }));
  rt("/bdef", { a: true }, ({ a }) => R({ a }));
  rt("/d", { a: DateOnly }, ({ a }) => R({ a }));
  rt("/pdate", { a: Date }, ({ a }) => R({ a }));
  rt("/dtm", { a: Date }, ({ a }) => R({ a: datetime(a) }));
  rt("/li", { a: [Integer] }, ({ a }) => R({ a }));
  rt("/ls", { a: [String] }, ({ a }) => R({ a }));
  rt("/lsdef", { a: [String] }, ({ a }) => R({ a }));
  rt("/lsempty", { a: [String] }, ({ a }) => R({ a }));
  rt("/lb", { a: [Boolean] }, ({ a }) => R({ a }));
  rt("/barelist", { a: [String] }, ({ a }) => R({ a }));
  rt(
    "/tup",
    { a: [String] },
    ({ a }) => `a=(${a.map(repr).join(", ")}${a.length === 1 ? "," : ""})`,
  );
  rt("/dec", { a: decimal }, ({ a }) => R({ a }));
  rt("/uid", { a: uuid }, ({ a }) => R({ a }));
  rt("/pth", { a: path }, ({ a }) => R({ a }));
  rt("/en", { a: oneOf(Model) }, ({ a }) => {
    const name = a === Model.alex ? "alex" : "res";
    return `a=<Model.${name}: '${a}'> v='${a}'`;
  });
  rt("/lit", { a: optional(oneOf("x", "y")) }, ({ a }) => R({ a: a ?? "x" }));
  rt("/cplx", { a: complex }, ({ a }) => R({ a }));
  rt("/fn", { a: up }, ({ a }) => R({ a }));
  rt("/cust", { a: cust }, ({ a }) => `a=Cust(${a.s})`);
  rt("/noanno", { a: String }, ({ a }) => R({ a }));
  rt("/noannodef", { a: 5 }, ({ a }) => R({ a }));
  rt("/many", { a: String, b: 2, c: false, d: [Integer] }, ({ a, b, c, d }) => R({ a, b, c, d }));
  rt("/kwonly", { a: 3 }, ({ a }) => R({ a }));
  rt("/hdr", { user_agent: fromHeader() }, ({ user_agent }) => R({ ua: user_agent }));
  rt(
    "/xhdr",
    { x_custom_thing: fromHeader(undefined, 0) },
    ({ x_custom_thing }) => R({ x: x_custom_thing }),
  );
  rt("/host", { host: fromHeader() }, ({ host }) => R({ host }));
  rt("/cook", { tok: fromCookie("tok", optional(String)) }, ({ tok = "none" }) => R({ tok }));
  rt("/prec/{a}", ({ a }) => R({ a }));
  rt("/prec2", { accept: fromHeader() }, ({ accept }) => R({ accept }));
  rt("/under", { my_name: "d" }, ({ my_name }) => R({ my_name }));
  rt("/cls", { cls: "d", id: 0, type: "t" }, ({ cls, id, type }) => R({ cls, id, type }));
  return app;
}
