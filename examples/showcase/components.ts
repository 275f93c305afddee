/** The component book: every component of `ext/ui`, with its code, in all themes. */
import {
  addToast,
  checked,
  type Child,
  fastApp,
  FtResponse,
  HTTPException,
  P,
  serve,
  setupToasts,
} from "@fasthtml/fasthtml";
import { RedirectResponse } from "@fasthtml/fasthtml/compat";
import {
  Alert,
  AppShell,
  AuthPage,
  Button,
  Card,
  closeModal,
  Features,
  Field,
  FieldForm,
  FormFor,
  Grid,
  Hero,
  LandingPage,
  LinkButton,
  ModalBody,
  PageFooter,
  Stat,
  type ThemeName,
  ThemePicker,
  ThemeToggle,
  ui,
} from "@fasthtml/fasthtml/ext/ui";
import { actions } from "./components/actions.ts";
import { changeCustomers } from "./components/customers.ts";
import { data, history, invoiceTable } from "./components/data.ts";
import { Booking, bookingForm, forms } from "./components/forms.ts";
import { navigation } from "./components/navigation.ts";
import { overlays } from "./components/overlays.ts";
import { text } from "./components/text.ts";

const themes: ThemeName[] = ["paper", "ink", "folio", "terminal", "swiss", "jelly", "harbor"];
const chapters = [actions, data, forms, navigation, overlays, text];

const css = `
  .example + .example { margin-block-start: 2.5rem }
  .example-head { margin-block-end: .75rem }
  .example-head > h2 { font-size: 1.15em }
  .example-stage { padding: calc(var(--ui-unit) * 6); background: var(--ui-bg) }
  .example-code { position: relative; border-block-start: var(--ui-line-width) solid var(--ui-line) }
  .example-code > summary { padding: calc(var(--ui-unit) * 2.5) calc(var(--ui-unit) * 6); color: var(--ui-muted); font-size: .9em; font-weight: 550 }
  .example-code > .ui-button { position: absolute; inset: .15rem .5rem auto auto }
  .example-code:not([open]) > .ui-button { display: none }
  .example-code > pre { margin: 0; border-radius: 0; max-height: 24rem }
`;

export const { app, rt } = fastApp({
  ...ui({ themes, css }),
  title: "Components",
  csp: true,
  htmx: Deno.env.get("HTMX") === "2" ? 2 : 4,
});
setupToasts(app);

const nav = () => [
  { label: "Overview", href: index, icon: "house" as const },
  {
    label: "Components",
    items: chapters.map(({ title, path, icon }) => ({ label: title, href: path, icon })),
  },
  {
    label: "Pages",
    items: [
      { label: "Dashboard", href: "/dashboard", icon: "layout-dashboard" as const },
      { label: "Sign in", href: "/login", icon: "log-in" as const },
      { label: "Landing page", href: "/landing", icon: "rocket" as const },
    ],
  },
];
const end = () => [ThemePicker({ themes }), ThemeToggle()];

const index = rt("/", () =>
  AppShell(
    {
      title: "Overview",
      brand: "Components",
      nav: nav(),
      end: end(),
      description: "Pages one is proud of, without a build step.",
    },
    Grid(
      { columns: 3 },
      Stat({ label: "Components", value: 55, hint: "none starts by a script", icon: "blocks" }),
      Stat({
        label: "Style sheet",
        value: "10 kB",
        hint: "for all of them, in 7 themes",
        icon: "feather",
      }),
      Stat({ label: "Contrast", value: "AA", hint: "computed for every pair", icon: "contrast" }),
    ),
    Grid(
      { columns: 2 },
      chapters.map(({ title, path, icon }) =>
        Card({ title, end: LinkButton("Open", { href: path, icon, size: "sm" }) })
      ),
    ),
  ));

for (const chapter of chapters) {
  rt(
    chapter.path,
    (page) =>
      AppShell(
        { title: chapter.title, brand: "Components", nav: nav(), end: end() },
        chapter.show(page),
      ),
  );
}

rt.post("/data/{what}", { keys: [Number] }, ({ what, keys, url }) => {
  changeCustomers(what, keys);
  return RedirectResponse(`/data${url.search}`, { status: 303 });
});

rt("/fragment/{path}", ({ path, url }) => {
  const chapter = chapters.find((one) => one.path === `/${path}`);
  if (!chapter) throw new HTTPException(404);
  return chapter.show({ url });
});

rt.post("/slow", async () => {
  await new Promise((resolve) => setTimeout(resolve, 1000));
});

rt.post("/toast/{kind}", ({ kind, session }) => {
  if (kind === "error") {
    addToast(session, "The server is away. Nothing was changed.", "error", { dismiss: true });
  } else addToast(session, "Saved", "success", { dismiss: true });
  return "";
});

rt.post("/saved", ({ session }) => (addToast(session, "The customer is saved", "success"), ""));

rt("/customer/edit", ({ htmx }) => {
  const form = FieldForm(
    { hx_post: "/customer/save", hx_swap: "none" },
    Field({ name: "customer", label: "Name", value: "Kite Surf School", autofocus: true }),
    Button("Save", { variant: "primary" }),
  );
  if (htmx.request) return ModalBody({ title: "Edit customer" }, form);
  return AppShell({ title: "Edit customer", brand: "Components", nav: nav(), end: end() }, form);
});

rt.post("/customer/save", ({ session }) => {
  addToast(session, "Saved", "success");
  return [closeModal(), P()];
});

rt.post("/customer/delete", ({ session }) => (addToast(session, "Deleted", "info"), ""));

rt.post("/booking", { booking: checked(Booking) }, ({ booking }) => {
  const page = (...content: Child[]) =>
    AppShell({ title: "Book a room", brand: "Components", nav: nav(), end: end() }, content);
  if (!booking.ok) {
    return FtResponse(page(Card(bookingForm(booking.input, booking.errors))), { status: 422 });
  }
  const { name, guests } = booking.value;
  if (guests > 20) {
    const errors = { "": "We are sorry, there is no room for so many." };
    return FtResponse(page(Card(bookingForm(booking.input, errors))), { status: 409 });
  }
  return Alert({ tone: "success", title: `Booked for ${name}` }, `We expect ${guests} of you.`);
});

const editForm = (values: object, errors = {}) =>
  ModalBody(
    { title: "Edit booking" },
    FormFor(Booking, { id: "edit", action: "/booking/edit", values, errors }),
  );

rt.get("/booking/edit", () => editForm({ name: "Ada", email: "ada@example.com", guests: 3 }));

rt.post("/booking/edit", { booking: checked(Booking) }, ({ booking, session }) => {
  if (!booking.ok) {
    return FtResponse(editForm(booking.input, booking.errors), { status: 422 });
  }
  addToast(session, `Saved for ${booking.value.name}`, "success");
  return [closeModal(), P()];
});

rt("/picture/{nr:int}.svg", ({ nr }) => {
  const hues = [30, 210, 80, 270], hue = hues[(nr - 1) % hues.length]!;
  return new Response(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 600"><rect width="800" height="600" fill="oklch(0.85 0.09 ${hue})"/><circle cx="560" cy="210" r="80" fill="oklch(0.95 0.08 ${
      hue + 40
    })"/><path d="M0 420Q200 280 420 400T800 340V600H0z" fill="oklch(0.6 0.11 ${hue})"/><path d="M0 500Q260 400 520 490T800 450V600H0z" fill="oklch(0.42 0.09 ${hue})"/></svg>`,
    { headers: { "content-type": "image/svg+xml" } },
  );
});

rt("/dashboard", () =>
  AppShell(
    {
      title: "Dashboard",
      brand: "Components",
      nav: nav(),
      end: end(),
      description: "Sunday, 22 November",
      actions: Button("New invoice", { variant: "primary", icon: "plus" }),
    },
    Grid(
      { columns: 4 },
      Stat({
        label: "Revenue",
        value: "€ 24,180",
        hint: "12 % more than in October",
        tone: "success",
        icon: "trending-up",
      }),
      Stat({ label: "Invoices", value: 38, hint: "4 not paid yet", icon: "receipt-text" }),
      Stat({ label: "Customers", value: 57, hint: "3 new this week", icon: "users" }),
      Stat({
        label: "Paid within",
        value: "9 days",
        hint: "2 days sooner",
        tone: "success",
        icon: "timer",
      }),
    ),
    Grid(
      { columns: "main" },
      Card(
        { title: "Last invoices", end: LinkButton("All", { href: "/data", variant: "link" }) },
        invoiceTable(),
      ),
      Card({ title: "What happened" }, history()),
    ),
  ));

rt("/login", () =>
  AuthPage(
    {
      title: "Welcome back",
      brand: "Acme",
      end: ThemeToggle(),
      description: "Sign in to go on",
      below: ["No account yet? ", LinkButton("Sign up", { href: "/landing", variant: "link" })],
    },
    FieldForm(
      { method: "post", action: "/login" },
      Field({
        name: "email",
        label: "E-mail",
        type: "email",
        autocomplete: "username",
        required: true,
      }),
      Field({
        name: "password",
        label: "Password",
        type: "password",
        autocomplete: "current-password",
        required: true,
      }),
      Button("Sign in", { variant: "primary" }),
    ),
  ));

rt("/landing", () =>
  LandingPage(
    {
      title: "Acme",
      brand: "Acme",
      nav: [{ label: "Features", href: "#features" }, { label: "Book", href: "/" }],
      end: [ThemeToggle(), LinkButton("Sign in", { href: "/login" })],
      footer: PageFooter(P("© 2026 Acme"), P("Made without a build step")),
    },
    Hero({
      eyebrow: "New: reminders",
      title: "Invoices that write themselves",
      lead: "Say what you did. Acme writes the invoice, sends it, and asks again until it is paid.",
      actions: [
        LinkButton("Start for free", { href: "/login", variant: "primary", size: "lg" }),
        LinkButton("See how it works", { href: "#features", size: "lg" }),
      ],
    }),
    Features([
      {
        icon: "euro",
        title: "Paid sooner",
        text: "A reminder goes out by itself, in the tone you choose.",
      },
      {
        icon: "languages",
        title: "In their language",
        text: "Eleven languages, and the taxes of each country.",
      },
      {
        icon: "file-check",
        title: "Right the first time",
        text: "Numbers without gaps, as your tax office wants them.",
      },
    ], {
      id: "features",
      band: true,
      title: "What you no longer do",
      lead: "An hour a week, given back.",
    }),
  ));

serve(app);
