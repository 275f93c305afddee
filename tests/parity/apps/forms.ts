import {
  DateOnly,
  fastApp,
  type FastHTML,
  fillForm,
  Form,
  Input,
  Integer,
  Option,
  optional,
  Select,
} from "../../../mod.ts";
import { float, repr, reprData } from "../printed.ts";

class Todo {
  static types = { prio: optional(Integer) };
  static notNull = ["title"];
  title = "";
  done = false;
  prio: number | null = 1;
}
class Strict {
  a = 0;
  b = "";
}
class Tags {
  name = "";
  tags: string[] | null = null;
  nums: number[] | null = null;
  static types = { tags: [String], nums: [Integer] };
}
class Dated {
  d: Date | null = null;
  f: number | null = null;
  static types = { d: DateOnly, f: Number };
}
class Plain {
  a = 0;
  b = "dflt";
}
class FromReq {
  v = "";
  static async fromRequest(data: Record<string, unknown>, { req }: { req: Request }) {
    const made = new FromReq();
    const pairs = Object.entries(data).sort().map(([name, value]) =>
      `(${repr(name)}, ${repr(value)})`
    );
    made.v = await Promise.resolve(`([${pairs.join(", ")}], ${repr(req.method)})`);
    return made;
  }
}
class WithId {
  id = 0;
  title = "";
}
class Up {
  static types = { title: String, f: File };
  title = "";
  f!: File;
}

const todo = (t: Todo) => reprData("Todo", t, "title done prio");
const withId = (t: WithId) => reprData("WithId", t, "id title");
/** A row that knows what was sent, as `flexiclass` and `dict` do. */
const sent = (t: object) => repr({ ...t });
const FORM = Form(
  Input({ name: "a" }),
  Select(Option("x", { value: "x" }), Option("y", { value: "y" }), { name: "s" }),
);

/** `apps/forms.py`: bodies bound to classes. */
export default function (): FastHTML {
  const { app, rt } = fastApp({ defaultHdrs: false });
  rt("/todo", { t: Todo }, ({ t }) => todo(t));
  rt("/strict", { t: Strict }, ({ t }) => reprData("Strict", t, "a b"));
  rt("/tags", { t: Tags }, ({ t }) => reprData("Tags", t, "name tags nums"));
  rt(
    "/dated",
    { t: Dated },
    ({ t: { d, f } }) => `Dated(d=${repr(d)}, f=${repr(f === null ? f : float(f))})`,
  );
  rt("/td", { t: Strict }, ({ t }) => sent(t));
  rt("/nt", { t: Strict }, ({ t }) => reprData("NT", t, "a b"));
  rt("/plain", { t: Plain }, ({ t }) => `Plain(${repr(t.a)},${repr(t.b)})`);
  rt("/fromreq", { t: FromReq }, ({ t }) => t.v);
  rt("/flex", { t: Strict }, ({ t }) => {
    const own = t as unknown as Record<string, unknown>;
    const field = (name: string) => Object.hasOwn(t, name) ? repr(own[name]) : "UNSET";
    return `Flex(a=${field("a")}, b=${field("b")})`;
  });
  rt.put("/upd/{id}", { id: Integer, t: Todo }, ({ id, t }) => `${repr(id)} ${todo(t)}`);
  rt.post("/withid/{id}", { t: WithId }, ({ t }) => withId(t));
  rt(
    "/two",
    { t: Todo, title: String, extra: "none" },
    ({ t, title, extra }) => `${todo(t)} ${repr(title)} ${repr(extra)}`,
  );
  rt("/two_dc", { t: Todo, s: WithId }, ({ t, s }) => `${todo(t)} ${withId(s)}`);
  rt("/two_dcu", { t: Todo, u: WithId }, ({ t, u }) => `${todo(t)} ${withId(u)}`);
  rt(
    "/fields",
    { a: String, b: 0, c: [String] },
    ({ a, b, c }) => `${repr(a)} ${repr(b)} ${repr(c)}`,
  );
  rt("/anyd", async ({ data }) => repr(await data()));
  rt("/raw", async ({ body }) => repr(await body()));
  rt("/reqjson", { a: optional(Integer) }, ({ a }) => repr(a));
  rt("/retdc", { t: Todo }, ({ t: { title, done, prio } }) => ({ title, done, prio }));
  rt("/up", { f: File }, async ({ f }) => `${f.name} ${f.type} ${(await f.bytes()).length}`);
  rt("/upname", { f: File, title: "" }, ({ f, title }) => `${repr(f.name)} ${repr(title)}`);
  rt(
    "/ups",
    { fs: [File] },
    async ({ fs }) =>
      (await Promise.all(fs.map(async (o) => `${o.name}:${await o.text()}`))).join(" "),
  );
  rt("/upopt", { f: optional(File) }, ({ f }) => f ? f.name : "None");
  rt("/updc", { u: Up }, ({ u }) => `${u.title} ${u.f.name} ${u.f.size}`);
  rt("/reqform", async ({ req }) => {
    const pairs = [...await req.formData()].map(([name, value]) =>
      `(${repr(name)}, ${repr(value instanceof File ? value.name : value)})`
    );
    return `[${pairs.join(", ")}]`;
  });
  rt("/ff", { a: String, s: String }, ({ a, s }) => fillForm(FORM, { a, s }));
  rt("/ffblank", () => FORM);
  return app;
}
