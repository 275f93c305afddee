import { deepStrictEqual, match, strictEqual } from "node:assert";
import { Client } from "@fasthtml/fasthtml";
import Stripe from "stripe";
import { withEnv } from "./_env.ts";

const SECRET = "whsec_test";
const stripe = new Stripe("sk_test_none");

const ENV = {
  PAYMENTS_DB: ":memory:",
  STRIPE_SECRET_KEY: "sk_test_123",
  STRIPE_WEBHOOK_SECRET: SECRET,
  BASE_URL: "https://shop.example",
};

// Stripe itself cannot be reached: its answer is the one of its documentation.
const sent: { url: string; authorization: string | null; body: URLSearchParams }[] = [];
const { fetch } = globalThis;
globalThis.fetch = async (input, init) => {
  const request = new Request(input, init);
  const { url, headers } = request;
  const body = new URLSearchParams(await request.text());
  sent.push({ url, authorization: headers.get("authorization"), body });
  return Response.json({
    id: "cs_test_1",
    object: "checkout.session",
    url: "https://checkout.stripe.com/c/pay/cs_test_1",
  });
};
const { app } = await withEnv(ENV, () => import("../../examples/stripe_checkout.ts"));
globalThis.fetch = fetch;

Deno.test("the shop sends buyers to Stripe, with the price of the server", async () => {
  const visitor = new Client(app);
  match(await (await visitor.get("/")).text(), /Yours for <strong>€19\.99<\/strong>/);
  const answer = await visitor.post("/buy", { data: { unit_amount: 1 } });
  strictEqual(answer.headers.get("location"), "https://checkout.stripe.com/c/pay/cs_test_1");
  const [{ url, authorization, body }] = sent as [typeof sent[0]];
  deepStrictEqual([url, authorization], [
    "https://api.stripe.com/v1/checkout/sessions",
    "Bearer sk_test_123",
  ]);
  deepStrictEqual(Object.fromEntries(body), {
    mode: "payment",
    "line_items[0][price_data][currency]": "eur",
    "line_items[0][price_data][unit_amount]": "1999",
    "line_items[0][price_data][product_data][name]": "A good book",
    "line_items[0][quantity]": "1",
    "metadata[product]": "book",
    success_url: "https://shop.example/thanks/{CHECKOUT_SESSION_ID}",
    cancel_url: "https://shop.example",
  });
});

Deno.test("the shop believes Stripe's signed event, once", async () => {
  const visitor = new Client(app);
  match(await (await visitor.get("/thanks/cs_1")).text(), /One moment[^]*hx-get="\/thanks\/cs_1"/);
  const payload = toEvent("cs_1");
  for (let time = 0; time < 2; time++) {
    strictEqual((await tell(payload, await sign(payload))).ok, true);
  }
  match(await (await visitor.get("/thanks/cs_1")).text(), /We received €19\.99\./);
});

Deno.test("the shop rejects events that are not signed, changed, old, or of another secret", async () => {
  const payload = toEvent("cs_forged");
  const hour = 60 * 60;
  const signatures = [
    "",
    "t=1,v1=00",
    await sign(payload, { secret: "whsec_other" }),
    await sign(payload, { timestamp: Math.floor(Date.now() / 1000) - hour }),
    await sign(toEvent("cs_other")),
  ];
  for (const signature of signatures) {
    strictEqual((await tell(payload, signature)).status, 400, signature);
  }
  strictEqual((await app.request("/webhook", { method: "POST", body: payload })).status, 400);
  match(await (await app.request("/thanks/cs_forged")).text(), /One moment/);
});

Deno.test("the shop waits for money that takes its time, and ignores what it did not ask for", async () => {
  for (
    const payload of [
      toEvent("cs_slow", { payment_status: "unpaid" }),
      toEvent("cs_slow", {}, "customer.created"),
    ]
  ) strictEqual((await tell(payload, await sign(payload))).ok, true);
  match(await (await app.request("/thanks/cs_slow")).text(), /One moment/);
  const payload = toEvent("cs_slow", {}, "checkout.session.async_payment_succeeded");
  await tell(payload, await sign(payload));
  match(await (await app.request("/thanks/cs_slow")).text(), /Thank you/);
});

Deno.test("the shop takes no money for something else, in another currency or of another price", async () => {
  const others = {
    cs_product: { metadata: { product: "pen" } },
    cs_none: { metadata: null },
    cs_currency: { currency: "jpy" },
    cs_price: { amount_subtotal: 50, amount_total: 50 },
  };
  for (const [id, changes] of Object.entries(others)) {
    const payload = toEvent(id, changes);
    strictEqual((await tell(payload, await sign(payload))).ok, true);
    match(await (await app.request(`/thanks/${id}`)).text(), /One moment/, id);
  }
  const free = { amount_total: 0, payment_status: "no_payment_required" };
  const payload = toEvent("cs_gift", free);
  strictEqual((await tell(payload, await sign(payload))).ok, true);
  match(await (await app.request("/thanks/cs_gift")).text(), /We received €0\.00\./);
});

function toEvent(id: string, changes = {}, type = "checkout.session.completed"): string {
  const session = {
    id,
    object: "checkout.session",
    amount_subtotal: 1999,
    amount_total: 1999,
    currency: "eur",
    metadata: { product: "book" },
    customer_details: { email: "ada@example.com" },
    payment_status: "paid",
  };
  return JSON.stringify({
    id: "evt_1",
    object: "event",
    type,
    data: { object: { ...session, ...changes } },
  });
}

/** As Stripe signs: by the library's own function for tests. */
function sign(
  payload: string,
  { secret = SECRET, timestamp }: { secret?: string; timestamp?: number } = {},
): Promise<string> {
  return stripe.webhooks.generateTestHeaderStringAsync({ payload, secret, timestamp: timestamp! });
}

async function tell(body: string, signature: string): Promise<Response> {
  const headers = { "content-type": "application/json", "stripe-signature": signature };
  return await app.request("/webhook", { method: "POST", body, headers });
}
