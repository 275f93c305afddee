import { deepStrictEqual } from "node:assert";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import { story } from "../../story.ts";

export default story(async ({ open, picture }) => {
  const arrived: string[] = [];
  const server = new SMTPServer({
    disabledCommands: ["AUTH", "STARTTLS"],
    authOptional: true,
    logger: false,
    async onData(stream, { envelope }, done) {
      const chunks: Uint8Array[] = [];
      for await (const chunk of stream) chunks.push(chunk);
      const text = await new Blob(chunks as BlobPart[]).text();
      const subject = /^Subject: (.*)\r$/m.exec(text)?.[1];
      arrived.push(`${envelope.rcptTo[0]?.address}: ${subject}`);
      done();
    },
  });
  server.listen(0, "127.0.0.1");
  await once(server.server, "listening");
  try {
    const { port } = server.server.address() as AddressInfo;
    const env = { MAIL_URL: `smtp://127.0.0.1:${port}`, DENO_ENV: "production" };
    const page = await open(0, { env });
    await page.getByLabel("Email").fill("ann@example.com");
    await picture(page);
    await page.getByRole("button", { name: "Join" }).click();
    await page.getByText("We have sent an email to ann@example.com.").waitFor();
    deepStrictEqual(arrived, ["ann@example.com: Welcome"]);
  } finally {
    await new Promise<void>((resolve) => server.close(resolve));
  }
});
