/**
 * A mail server that keeps each mail as a file in `MAILS`, to try the shop without sending mails. It
 * is left out where `MAIL_URL` names a real one.
 *
 * @module
 */
import { SMTPServer } from "smtp-server";

const { MAILS = "data/mails", PORT = "2525" } = Deno.env.toObject();
await Deno.mkdir(MAILS, { recursive: true });

const server = new SMTPServer({
  disabledCommands: ["AUTH", "STARTTLS"],
  disableReverseLookup: true,
  logger: false,
  onData(stream, _session, done) {
    const chunks: Uint8Array[] = [];
    stream.on("data", (chunk: Uint8Array) => void chunks.push(chunk));
    stream.on("end", () => keep(chunks).then(() => done(), done));
  },
});
server.on("error", () => {}); // Of connections that break: their sender tries again.
server.listen(Number(PORT), "127.0.0.1");

/** Stores a mail. Only then is its sender told that it is here. */
async function keep(chunks: Uint8Array[]): Promise<void> {
  const file = `${MAILS}/${Date.now()}-${crypto.randomUUID()}`;
  await Deno.writeFile(`${file}.part`, await new Blob(chunks as BlobPart[]).bytes());
  await Deno.rename(`${file}.part`, `${file}.eml`);
}
