import type { Page } from "playwright-core";

/** Chromium's own stand-in for a device with a fingerprint reader; returns what it holds. */
export async function addAuthenticator(
  page: Page,
  isUserVerified = true,
): Promise<() => Promise<{ signCount: number }[]>> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("WebAuthn.enable");
  const { authenticatorId } = await cdp.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified,
      automaticPresenceSimulation: true,
    },
  });
  return async () => (await cdp.send("WebAuthn.getCredentials", { authenticatorId })).credentials;
}
