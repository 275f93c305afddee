/** A server that takes mails by SMTP, in this process, and what has arrived. */
import { once } from "node:events";
import type { AddressInfo, Socket } from "node:net";
import PostalMime, { type Email } from "postal-mime";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";

/** A mail that has arrived: its envelope, as it was sent, and as a mail program reads it. */
export interface Arrived {
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: string;
  readonly email: Email;
  /** Whether it came through TLS, and who had signed in. */
  readonly secure: boolean;
  readonly user: string | undefined;
}

export interface TestServer extends AsyncDisposable {
  readonly port: number;
  readonly arrived: Arrived[];
  readonly server: SMTPServer;
  /** How many connections there were. */
  connections(): number;
}

/** Starts a server on a free port of this machine. Without options it takes all, and has no TLS. */
export async function smtpServer(options: SMTPServerOptions = {}): Promise<TestServer> {
  const arrived: Arrived[] = [];
  let connections = 0;
  const server = new SMTPServer({
    disabledCommands: options.onAuth ? [] : ["AUTH", "STARTTLS"],
    authOptional: !options.onAuth,
    disableReverseLookup: true,
    closeTimeout: 100,
    logger: false,
    onConnect(_session, done) {
      connections++;
      done();
    },
    async onData(stream, session, done) {
      const chunks: Uint8Array[] = [];
      for await (const chunk of stream) chunks.push(chunk);
      const bytes = new Uint8Array(await new Blob(chunks as BlobPart[]).arrayBuffer());
      const { mailFrom, rcptTo } = session.envelope;
      arrived.push({
        from: mailFrom ? mailFrom.address : "",
        to: rcptTo.map(({ address }) => address),
        raw: new TextDecoder().decode(bytes),
        email: await PostalMime.parse(bytes),
        secure: session.secure,
        user: session.user as string | undefined,
      });
      done();
    },
    ...options,
  });
  server.on("error", () => {}); // Of connections that clients end.
  // Also after smtp-server has let go of one: a client that is killed resets it at any time.
  server.server.on("connection", (socket: Socket) => socket.on("error", () => {}));
  server.listen(0, "127.0.0.1");
  await once(server.server, "listening");
  const { port } = server.server.address() as AddressInfo;
  return {
    port,
    arrived,
    server,
    connections: () => connections,
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(resolve)),
  };
}

/** An error with which a server rejects: `reply(550, "no such mailbox")`. */
export function reply(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}
