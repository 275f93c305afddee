import { strictEqual } from "node:assert";
import Stripe from "stripe";
import { story } from "../../story.ts";

export default story(async ({ client, open, picture }) => {
  const page = await open(0);
  await page.getByRole("button", { name: "Buy" }).waitFor();
  await picture(page);

  // Stripe itself is away here: its webhook is sent as Stripe signs it.
  const secret = "whsec_for_the_story";
  const shop = await client(0, { env: { STRIPE_WEBHOOK_SECRET: secret } });
  const stripe = new Stripe("sk_test_none");
  const object = { id: "cs_1", amount_total: 1999, payment_status: "paid", customer_details: null };
  const payload = JSON.stringify({
    object: "event",
    type: "checkout.session.completed",
    data: { object },
  });
  const send = async (secret: string) => {
    const signature = await stripe.webhooks.generateTestHeaderStringAsync({ payload, secret });
    return (await shop.post("/webhook", {
      body: payload,
      headers: { "stripe-signature": signature, "content-type": "application/json" },
    })).status;
  };
  const thanks = async () => (await (await shop.get("/thanks/cs_1")).text()).includes("19.99 €");
  strictEqual(await send("whsec_forged"), 400);
  strictEqual(await thanks(), false);
  strictEqual(await send(secret), 200);
  strictEqual(await send(secret), 200);
  strictEqual(await thanks(), true);
});
