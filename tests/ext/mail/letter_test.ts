import { rejects, strictEqual } from "node:assert";
import { type MailMessage, testMailer } from "../../../ext/mail.ts";
import { P } from "../../../mod.ts";

const HELLO: MailMessage = { to: "ann@example.com", subject: "Hello", body: P("Hello, Ann") };

Deno.test("attachments are few, small, and named", async () => {
  const mail = testMailer({ maxBytes: 1000 });
  const send = (...attachments: NonNullable<MailMessage["attachments"]>) =>
    mail.send({ ...HELLO, attachments });
  const file = { name: "a.txt", content: "a" };
  await rejects(send({ ...file, name: "../a.txt" }), {
    message: 'Cannot send a mail: the attachment "../a.txt", expected a name without slashes',
  });
  await rejects(send({ ...file, type: "text/plain\r\nX: y" }), {
    message: 'Cannot send a mail: the type "text/plain\\r\\nX: y", expected one as application/pdf',
  });
  await rejects(send({ ...file, content: 1 as unknown as string }), {
    message: 'Cannot send a mail: the attachment "a.txt" is number, expected text or a Uint8Array',
  });
  await rejects(send(...Array.from({ length: 21 }, () => file)), {
    message: "Cannot send a mail: 21 attachments, expected 20 at most",
  });
  await rejects(send({ ...file, content: new Uint8Array(1000) }), {
    message: /^Cannot send a mail: 11\d\d bytes, expected at most 1000$/,
  });
  strictEqual(mail.box.length, 0);
});
