/** Tailwind without a build step: the server finds the class names below, and compiles the sheet. */
import {
  Button,
  Dd,
  Div,
  Dl,
  Dt,
  fastApp,
  Form,
  H1,
  H2,
  Header,
  Input,
  Label,
  Li,
  Main,
  P,
  Redirect,
  Section,
  serve,
  Span,
  Title,
  Ul,
} from "@fasthtml/fasthtml";
import { tailwind } from "@fasthtml/fasthtml/ext/tailwind";

/** Colours for light and dark in one, so that no element needs a `dark:` name. */
const css = `
@theme {
  --font-display: "Iowan Old Style", "Palatino Linotype", Palatino, Georgia, serif;
  --color-paper: light-dark(#faf6ee, #16120e);
  --color-card: light-dark(#fffdf9, #201a15);
  --color-ink: light-dark(#2a211b, #f4ece2);
  --color-muted: light-dark(#6a5c50, #b8aa9b);
  --color-line: light-dark(#e5dacb, #3b3129);
  --color-accent: light-dark(#a63f1c, #f39a68);
  --color-on-accent: light-dark(#fff, #221006);
  --animate-arrive: arrive 0.5s ease-out;
  @keyframes arrive { from { opacity: 0; translate: 0 0.5rem; } }
}
@layer base { :root { color-scheme: light dark; } }
@utility eyebrow { @apply text-xs font-semibold tracking-[0.18em] text-accent uppercase; }
`;

export const { app, rt } = fastApp({
  pico: false,
  csp: true,
  htmx: Deno.env.get("HTMX") === "2" ? 2 : 4,
  hdrs: [tailwind({ css })],
  bodyAttrs: { cls: "min-h-screen bg-paper text-ink antialiased" },
});

const SEATS = 12;
const guests = ["Ann Okafor", "Bruno Keller", "Chiara Rossi", "Dev Patel"];

/** Names in full: no scanner finds one that is put together. */
const TONES = [
  "bg-orange-200 text-orange-950",
  "bg-lime-200 text-lime-950",
  "bg-rose-200 text-rose-950",
  "bg-amber-200 text-amber-950",
  "bg-stone-300 text-stone-950",
];

const MENU = {
  "To begin": "Leeks in brown butter, hazelnuts, a soft egg",
  "To share": "Lamb shoulder from the oven, white beans, lemon",
  "To end": "Quince tart, cream with bay leaf",
};

const index = rt(function index() {
  return [
    Title("A long table"),
    Main(
      {
        cls: "mx-auto grid max-w-6xl items-center gap-12 px-6 py-12 sm:px-10 md:py-20 " +
          "lg:min-h-screen lg:grid-cols-[1.15fr_1fr] lg:gap-20",
      },
      Div(
        Header(
          P("Saturday, 12 December · 7 pm", { cls: "eyebrow" }),
          H1("A long table, for once", {
            cls: "mt-5 font-display text-5xl leading-[1.02] tracking-tight text-balance " +
              "sm:text-6xl xl:text-7xl",
          }),
          P(
            "One evening, one table, twelve chairs. Bring nothing but an appetite, and " +
              "somebody you would like to talk to until late.",
            { cls: "mt-6 max-w-[46ch] text-lg/8 text-balance text-muted" },
          ),
        ),
        Dl({ cls: "mt-10 max-w-xl divide-y divide-line border-y border-line" }, [
          ...Object.entries(MENU).map(([course, dish]) =>
            Div(
              { cls: "grid gap-1 py-4 sm:grid-cols-[7rem_1fr] sm:gap-6" },
              Dt(course, { cls: "text-sm/7 text-muted" }),
              Dd(dish, { cls: "font-display text-lg/7 text-pretty" }),
            )
          ),
        ]),
      ),
      Table(),
    ),
  ];
});

const add = rt.post({ name: String }, function add({ name, htmx }) {
  const guest = name.trim().slice(0, 40);
  if (guest && guests.length < SEATS) guests.push(guest);
  return htmx.request ? Table(guest) : Redirect(index);
});

/** Who comes, and a form; a new guest slides in. */
function Table(latest?: string) {
  const free = SEATS - guests.length;
  return Section(
    {
      id: "table",
      aria_labelledby: "who",
      cls: "rounded-3xl border border-line bg-card p-6 shadow-2xl shadow-black/5 sm:p-8",
    },
    Div(
      { cls: "flex items-baseline justify-between gap-4" },
      H2("Who is coming", { id: "who", cls: "font-display text-2xl" }),
      P(`${guests.length} of ${SEATS} seats`, { cls: "text-sm text-muted tabular-nums" }),
    ),
    Div(
      { cls: "mt-4 flex gap-1", aria_hidden: "true" },
      Array.from({ length: SEATS }, (_, seat) =>
        Span({
          cls: ["h-1.5 flex-1 rounded-full", seat < guests.length ? "bg-accent" : "bg-line"],
        })),
    ),
    Ul(
      { cls: "mt-6 grid gap-x-6 gap-y-3 sm:grid-cols-2" },
      guests.map((guest, i) =>
        Guest(guest, TONES[i % TONES.length]!, i === guests.length - 1 && guest === latest)
      ),
    ),
    free > 0
      ? Form(
        {
          cls: "mt-8 border-t border-line pt-6",
          method: "post",
          action: add,
          hx_post: add,
          hx_target: "#table",
          hx_swap: "outerHTML",
        },
        Label("Your name", { fr: "name", cls: "text-sm font-medium" }),
        Div(
          { cls: "mt-2 flex flex-col gap-3 sm:flex-row" },
          Input({
            id: "name",
            name: "name",
            required: true,
            maxlength: 40,
            autocomplete: "name",
            autofocus: latest !== undefined,
            cls: "min-w-0 flex-1 rounded-xl border border-muted bg-paper px-4 py-2.5 " +
              "focus-visible:outline-2 focus-visible:outline-offset-2 focus-visible:outline-accent",
          }),
          Button("I will be there", {
            cls: "cursor-pointer rounded-xl bg-accent px-5 py-2.5 font-medium text-on-accent " +
              "transition hover:brightness-110 focus-visible:outline-2 " +
              "focus-visible:outline-offset-2 focus-visible:outline-accent active:translate-y-px",
          }),
        ),
      )
      : P("The table is full. Next time, then.", { cls: "mt-8 text-muted" }),
  );
}

function Guest(name: string, tone: string, isNew: boolean) {
  const initials = name.split(/\s+/).map((word) => [...word][0]).slice(0, 2).join("");
  return Li(
    { cls: ["flex items-center gap-3", isNew && "animate-arrive motion-reduce:animate-none"] },
    Span(initials.toUpperCase(), {
      aria_hidden: "true",
      cls: ["grid size-9 shrink-0 place-items-center rounded-full text-sm font-semibold", tone],
    }),
    Span(name, { cls: "min-w-0 truncate" }),
  );
}

serve(app);
