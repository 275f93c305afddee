/**
 * Sells one thing with Stripe Checkout. Stripe's page takes the card; its webhook, whose signature
 * is verified, reports the payment.
 * Set `STRIPE_SECRET_KEY`, `STRIPE_WEBHOOK_SECRET` and `BASE_URL`. During development,
 * `stripe listen --forward-to localhost:5001/webhook` forwards the events.
 */
import {
  type Child,
  database,
  fastApp,
  Form,
  fromHeader,
  HTTPException,
  P,
  Redirect,
  serve,
  Strong,
} from "@fasthtml/fasthtml";
import { AuthPage, Button, Spinner, ThemeToggle, ui } from "@fasthtml/fasthtml/ext/ui";
import Stripe from "stripe";

const BASE_URL = Deno.env.get("BASE_URL") ?? "http://localhost:5001";
// Without a configured secret, a random one makes sure that every event is rejected.
const WEBHOOK_SECRET = Deno.env.get("STRIPE_WEBHOOK_SECRET") || crypto.randomUUID();
const stripe = new Stripe(Deno.env.get("STRIPE_SECRET_KEY") ?? "sk_test_none", {
  httpClient: Stripe.createFetchHttpClient(),
});

// The price is here and not in the form, since clients can change a form's values.
const PRODUCT = "book";
const BOOK = { currency: "eur", unit_amount: 1999, product_data: { name: "A good book" } };

class Payment {
  id = ""; // The id of the checkout session.
  email = "";
  amount = 0; // In cents.
}

const db = database(Deno.env.get("PAYMENTS_DB") ?? `${import.meta.dirname}/data/payments.db`);
const payments = db.create(Payment);

export const { app, rt } = fastApp(ui());

rt(function index() {
  return Page(
    BOOK.product_data.name,
    P("Yours for ", Strong(toPrice(BOOK.unit_amount)), "."),
    Form(
      { action: buy, method: "post" },
      Button("Buy", { variant: "primary", icon: "credit-card", wide: true }),
    ),
  );
});

const buy = rt.post("/buy", async () => {
  const { url } = await stripe.checkout.sessions.create({
    mode: "payment",
    line_items: [{ price_data: BOOK, quantity: 1 }],
    metadata: { product: PRODUCT },
    success_url: `${BASE_URL}/thanks/{CHECKOUT_SESSION_ID}`,
    cancel_url: BASE_URL,
  });
  return Redirect(url!, { external: true });
});

rt.get("/thanks/{id}", async ({ id, url }) => {
  const payment = await payments.get(id, undefined);
  if (payment) return Page("Thank you", P(`We received ${toPrice(payment.amount)}.`));
  const again = { hx_get: url.pathname, hx_trigger: "every 1s", hx_target: "body" };
  return Page("One moment", P(again, "Stripe is still telling us that you paid."), Spinner());
});

rt.post("/webhook", { signature: fromHeader("stripe-signature") }, async ({ signature, body }) => {
  const event = await stripe.webhooks
    .constructEventAsync(await body(), signature, WEBHOOK_SECRET)
    .catch((cause: Error) => {
      throw new HTTPException(400, cause.message, { cause });
    });
  const { type } = event;
  if (
    type !== "checkout.session.completed" && type !== "checkout.session.async_payment_succeeded"
  ) {
    return;
  }
  const { id, amount_total, customer_details, payment_status, ...sold } = event.data.object;
  // Stripe tells of all that the account sells. The subtotal is the price without discounts.
  if (
    sold.metadata?.product !== PRODUCT || sold.currency !== BOOK.currency ||
    sold.amount_subtotal !== BOOK.unit_amount
  ) return;
  if (payment_status === "unpaid") return; // A bank transfer takes days, and has its own event.
  const payment = { id, amount: amount_total ?? 0, email: customer_details?.email ?? "" };
  await payments.insert(payment, { ignore: true }); // Stripe may send an event twice.
});

function Page(title: string, ...content: Child[]) {
  return AuthPage({ title, brand: "Bookshop", end: ThemeToggle() }, content);
}

function toPrice(cents: number): string {
  const format = { style: "currency", currency: BOOK.currency };
  return (cents / 100).toLocaleString("en", format as Intl.NumberFormatOptions);
}

serve(app);
