import { story } from "../../story.ts";

export default story(async ({ open, picture }) => {
  // Passkeys are bound to a URL, so it is known before the program has its port.
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const BASE_URL = `http://localhost:${listener.addr.port}`;
  const page = await open(0, { env: { BASE_URL } });
  void passOn(listener, Number(new URL(page.origin).port));

  const device = await page.context().newCDPSession(page);
  await device.send("WebAuthn.enable");
  await device.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  await page.goto(BASE_URL);
  await picture(page);
  await page.getByPlaceholder("Name").fill("Ada");
  await page.getByRole("button", { name: "Sign up" }).click();
  await page.getByRole("heading", { name: "Hello, ada" }).waitFor();
  await page.getByRole("button", { name: "Log out" }).click();
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await page.getByRole("heading", { name: "Hello, ada" }).waitFor();
});

/** Hands each connection on to a port of this machine, until the listener is closed. */
async function passOn(listener: Deno.TcpListener, port: number): Promise<void> {
  for await (const from of listener) {
    const to = await Deno.connect({ hostname: "127.0.0.1", port });
    // The end of either side, also in the middle, is the end of both.
    void Promise.allSettled([from.readable.pipeTo(to.writable), to.readable.pipeTo(from.writable)]);
  }
}
