/** Tailwind and daisyUI without a build step: both come from npm, and the application serves them. */
import "@tailwindcss/browser" with { type: "text" };
import "daisyui/daisyui.css" with { type: "text" };
import {
  Button,
  Div,
  fastApp,
  Form,
  type FT,
  H2,
  Input,
  NpmPackage,
  P,
  serve,
  Span,
  Title,
} from "@fasthtml/fasthtml";

const tailwind = new NpmPackage(import.meta.resolve("@tailwindcss/browser"));
const daisy = new NpmPackage(import.meta.resolve("daisyui/daisyui.css"));

const { app, rt } = fastApp({
  pico: false,
  hdrs: [daisy.css("daisyui.css"), tailwind.script("dist/index.global.js")],
  htmlAttrs: { data_theme: "light" },
  bodyAttrs: { cls: "min-h-screen bg-base-200 p-8" },
});

const guests: string[] = ["Ann"];

rt(function index() {
  return [
    Title("Guests"),
    Div(
      { cls: "card mx-auto max-w-md bg-base-100 shadow-xl" },
      Div(
        { cls: "card-body" },
        H2("Guests", { cls: "card-title" }),
        Div({ id: "guests", cls: "flex flex-wrap gap-2" }, guests.map(Badge)),
        Form(
          {
            cls: "join mt-4",
            hx_post: add,
            hx_target: "#guests",
            hx_swap: "beforeend",
            hx_on__after_request: "this.reset()",
          },
          Input({ name: "name", required: true, cls: "input join-item grow", placeholder: "Name" }),
          Button("Add", { cls: "btn btn-primary join-item" }),
        ),
        Count(),
      ),
    ),
  ];
});

const add = rt.post({ name: String }, function add({ name }): FT[] {
  guests.push(name);
  return [Badge(name), Count()];
});

function Badge(name: string) {
  return Span(name, { cls: "badge badge-secondary" });
}

function Count() {
  return P(`${guests.length} so far`, { id: "count", cls: "text-sm/6", hx_swap_oob: true });
}

serve(app);
