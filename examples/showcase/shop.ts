/**
 * A shop for kites: a landing page, goods with pictures, a cart in the session's cookie, and orders
 * that never sell more than there is. It needs no script; with one, the page stays while one buys.
 * To take money by card, see examples/stripe_checkout.ts.
 *
 * @module
 */
import {
  A,
  addToast,
  checked,
  fastApp,
  Form,
  type FT,
  FtResponse,
  Hidden,
  HTTPException,
  Img,
  Integer,
  Li,
  oneOf,
  optional,
  P,
  Redirect,
  serve,
  type Session,
  setupToasts,
  Strong,
  Ul,
} from "@fasthtml/fasthtml";
import {
  Alert,
  Badge,
  Button,
  Card,
  DescriptionList,
  EmptyState,
  Features,
  Field,
  FormFor,
  Grid,
  Hero,
  IconButton,
  LandingPage,
  LinkButton,
  PageFooter,
  PageSection,
  Row,
  Stack,
  Table,
  TabLinks,
  ThemeToggle,
  ui,
} from "@fasthtml/fasthtml/ext/ui";
import {
  countOf,
  euros,
  type Line,
  MOST,
  putInCart,
  SHIPPING,
  toLines,
  toShipping,
  toSum,
} from "./shop/cart.ts";
import { db, type Kind, KINDS, type Kite, kites, pictures } from "./shop/kites.ts";

/** Where an order goes to. */
class Recipient {
  static notNull = ["name", "email", "street", "city"];
  name = "";
  email = "";
  street = "";
  city = "";
}

class Order extends Recipient {
  id = "";
  at = new Date();
  cents = 0;
}

class Item {
  id = 0;
  order = "";
  name = "";
  count = 0;
  cents = 0;
}

const orders = db.create(Order);
const items = db.create(Item, { foreignKeys: { order: "order.id" } });

// The tests run this with both versions of htmx.
export const { app, rt } = fastApp({
  ...ui({ theme: "jelly", hdrs: [...pictures.values()], css: css() }),
  csp: true,
  htmx: Deno.env.get("HTMX") === "2" ? 2 : 4,
});
setupToasts(app);

const kinds = Object.keys(KINDS) as [Kind, ...Kind[]];

const index = rt.get("/", { kind: optional(oneOf(...kinds)) }, ({ kind, session }) => {
  const tabs = [undefined, ...kinds].map((one) => ({
    label: one ? KINDS[one] : "All",
    href: `${index.to({ kind: one })}#kites`,
    current: one === kind,
  }));
  return Page(
    session,
    "Windward",
    Hero({
      eyebrow: "Spring is here",
      title: "Kites that want to go up",
      lead: "Sewn on the North Sea coast, flown on every wind from two to six.",
      actions: [
        LinkButton("See the kites", { href: "#kites", variant: "primary", size: "lg" }),
        LinkButton("How we ship", { href: "#service", size: "lg" }),
      ],
      media: Img({ src: pictures.get("aurora")!, alt: "A green kite in the sky", cls: "hero" }),
    }),
    PageSection(
      { id: "kites", title: "The kites" },
      Stack(
        TabLinks({ label: "Kinds", items: tabs }),
        Grid(
          { columns: 3 },
          kites({ where: kind ? { kind } : {}, orderBy: "cents" }).map(KiteCard),
        ),
      ),
    ),
    Features([
      { icon: "truck", title: "Two days", text: "Sent the day you order, free from €100." },
      { icon: "wind", title: "Thirty days of wind", text: "Fly it. Send it back if it sulks." },
      {
        icon: "scissors",
        title: "Mended here",
        text: "Torn sails come back sewn, for the postage.",
      },
    ], { id: "service", band: true, title: "What comes with it" }),
  );
});

const detail = rt.get("/kites/{slug}", ({ slug, session }) => {
  const kite = kites.get(slug);
  return Page(
    session,
    kite.name,
    PageSection(
      { level: 1, title: kite.name, lead: kite.text },
      Grid(
        Img({ src: pictures.get(slug)!, alt: `The kite ${kite.name}`, cls: "hero" }),
        Stack(
          DescriptionList({
            items: { Price: euros(kite.cents), Kind: KINDS[kite.kind], Wind: kite.wind },
          }),
          BuyForm(kite),
        ),
      ),
    ),
  );
});

/** Puts kites into the cart. Without htmx the cart itself is the next page. */
const add = rt.post("/cart/{slug}", { count: Integer }, ({ slug, count, session, htmx }) => {
  const kite = kites.get(slug);
  if (count < 1) throw new HTTPException(422, "Please choose at least one.");
  const wanted = countOf(session, slug) + count, got = putInCart(session, kite, wanted);
  if (wanted > got) addToast(session, `There are only ${got} of ${kite.name}.`, "warning");
  else addToast(session, `${kite.name} is in your cart.`, "success");
  return htmx.request ? CartLink(session, true) : Redirect(cartPage);
});

const cartPage = rt.get("/cart", ({ session }) => ShowCart(session));

const change = rt.post("/cart", { slug: String, count: Integer }, ({ slug, count, session }) => {
  putInCart(session, kites.get(slug), count);
  return Redirect(cartPage);
});

const checkout = rt.get(
  "/checkout",
  ({ session }) =>
    toLines(session).length === 0 ? Redirect(cartPage) : ShowCheckout(session, crypto.randomUUID()),
);

/** Takes the order. Its key is made with the form, so that pressing twice orders once. */
const order = rt.post(
  "/checkout/{key:uuid}",
  { recipient: checked(Recipient) },
  ({ key, recipient, session }) => {
    if (!recipient.ok) {
      const page = ShowCheckout(session, key, recipient.input, recipient.errors);
      return FtResponse(page, { status: 422 });
    }
    const lines = toLines(session), { value } = recipient;
    if (!orders.has(key)) {
      if (lines.length === 0) return Redirect(cartPage);
      const missing = db.transaction(() => {
        const found = lines.find(({ kite, count }) => kites.get(kite.slug).stock < count);
        if (found) return found.kite.name;
        orders.insert({ ...value, id: key, cents: toSum(lines) });
        for (const { kite: { slug, name, cents }, count } of lines) {
          items.insert({ order: key, name, count, cents });
          kites.update({ slug, stock: kites.get(slug).stock - count });
        }
      });
      if (missing) {
        return FtResponse(ShowCart(session, `Someone was faster: we lack ${missing}.`), {
          status: 409,
        });
      }
    }
    session.orders = [key, ...session.get("orders", [])].slice(0, 5);
    session.cart = {};
    return Redirect(thanks.to({ id: key }));
  },
);

const thanks = rt.get("/orders/{id:uuid}", ({ id, session }) => {
  // Who finds the URL in a history elsewhere does not see where the order goes to.
  if (!session.get("orders", []).includes(id)) throw new HTTPException(404);
  const { name, street, city, email, cents } = orders.get(id);
  return Page(
    session,
    "Thank you",
    PageSection(
      { level: 1, title: "Thank you", lead: `${name}, your kites leave us today.` },
      Card(
        Ul(items({ order: id }).map(({ name, count }) => Li(`${count} × ${name}`))),
        DescriptionList({
          items: { "Sent to": `${street}, ${city}`, Invoice: email, Sum: Strong(euros(cents)) },
        }),
      ),
    ),
  );
});

function ShowCart(session: Session, wrong?: string) {
  const lines = toLines(session);
  if (lines.length === 0) {
    const actions = LinkButton("See the kites", { href: index, variant: "primary" });
    const empty = EmptyState({ title: "No kites yet", level: 2, icon: "shopping-cart", actions });
    return Page(session, "Your cart", PageSection({ level: 1, title: "Your cart" }, empty));
  }
  return Page(
    session,
    "Your cart",
    PageSection(
      { level: 1, title: "Your cart" },
      Stack(
        wrong && Alert({ tone: "danger", title: wrong }),
        Card(Table({
          label: "Kites in your cart",
          rows: lines,
          columns: {
            kite: {
              label: "Kite",
              show: ({ slug, name }) => A(name, { href: detail.to({ slug }) }),
            },
            count: { label: "How many", align: "start", show: (_, line) => CountForm(line) },
            cents: { label: "Price", show: (cents) => euros(cents) },
          },
        })),
        Row(
          { justify: "between" },
          P(
            toShipping(lines) > 0 && `With ${euros(SHIPPING)} for the post: `,
            Strong(euros(toSum(lines))),
          ),
          LinkButton("Order", { href: checkout, variant: "primary", size: "lg" }),
        ),
      ),
    ),
  );
}

function ShowCheckout(session: Session, key: string, values = {}, errors = {}) {
  return Page(
    session,
    "Order",
    PageSection(
      {
        level: 1,
        title: "Where to?",
        lead: `You pay ${euros(toSum(toLines(session)))} by invoice.`,
      },
      Card(
        { cls: "narrow" },
        FormFor(Recipient, {
          action: order.partial({ key }),
          values,
          errors,
          submit: "Order now",
          fields: {
            name: { label: "Your name", autocomplete: "name" },
            email: {
              label: "E-mail",
              as: "email",
              autocomplete: "email",
              hint: "For the invoice, and for nothing else",
            },
            street: { label: "Street and number", autocomplete: "street-address" },
            city: { label: "Postcode and city", autocomplete: "address-level2" },
          },
        }),
      ),
    ),
  );
}

function Page(session: Session, title: string, ...content: FT[]) {
  return LandingPage(
    {
      title,
      brand: "Windward",
      nav: [{ label: "Kites", href: `${index.to()}#kites` }],
      end: [CartLink(session), ThemeToggle()],
      footer: PageFooter(P("Windward, Emden"), P("An example: nothing is sold here")),
    },
    content,
  );
}

function CartLink(session: Session, isChange = false): FT {
  const count = toLines(session).reduce((sum, line) => sum + line.count, 0);
  return LinkButton({ id: "cart", href: cartPage, icon: "shopping-cart", hx_swap_oob: isChange }, [
    "Cart",
    count > 0 && Badge(count, { tone: "primary", variant: "solid" }),
  ]);
}

function KiteCard({ slug, name, kind, cents, stock }: Kite): FT {
  return Card({
    media: Img({ src: pictures.get(slug)!, alt: "", loading: "lazy" }),
    title: A(name, { href: detail.to({ slug }) }),
    level: 3,
    description: `${KINDS[kind]}, ${euros(cents)}`,
    end: stock === 0 ? Badge("Sold out") : stock < 4 && Badge(`${stock} left`, { tone: "warning" }),
  });
}

function BuyForm({ slug, name, stock }: Kite): FT {
  if (stock === 0) return Alert({ tone: "warning", title: `${name} is sold out` });
  const action = add.partial({ slug });
  return Form(
    { method: "post", action, hx_post: action, hx_swap: "none", cls: "ui-row buy" },
    Field({
      name: "count",
      label: "How many",
      type: "number",
      value: 1,
      min: 1,
      max: Math.min(MOST, stock),
      required: true,
    }),
    Button("Add to cart", { variant: "primary", size: "lg", icon: "shopping-cart" }),
  );
}

function CountForm({ kite: { slug, name }, count }: Line): FT {
  return Form(
    { method: "post", action: change, cls: "ui-row ui-gap-sm count" },
    Hidden({ name: "slug", value: slug }),
    Field({
      id: `count-${slug}`,
      name: "count",
      label: `How many ${name}`,
      hideLabel: true,
      type: "number",
      value: count,
      min: 0,
      max: MOST,
    }),
    Button("Change", { size: "sm" }),
    IconButton({ icon: "trash-2", label: `Remove ${name}`, size: "sm", name: "count", value: 0 }),
  );
}

function css() {
  return `
    .hero { inline-size: 100%; border-radius: var(--ui-radius-card) }
    .narrow { max-inline-size: 34rem }
    .buy { align-items: end }
    .buy > .ui-field { inline-size: 7rem }
    .count { flex-wrap: nowrap }
    .count > .ui-field { inline-size: 4.25rem }`;
}

serve(app);
