import { BSON, type Document } from "bson";
import { freePort } from "../_port.ts";
import { MemoryMongo } from "./mongodb_memory.ts";

/**
 * A STAND-IN for a MongoDB server, for tests: it speaks the wire protocol (OP_MSG) to the real
 * driver and keeps documents in memory. It knows the commands that `ext/mongodb.ts` uses, no others,
 * and says that it is a replica set of one, so that transactions and change streams are asked for.
 */
export class MongoStandIn implements AsyncDisposable {
  readonly #memory = new MemoryMongo();
  readonly #connections = new Set<Deno.Conn>();
  readonly #replicaSet: boolean;
  #listener: Deno.TcpListener;
  #isDown = false;
  #databases = 0;

  constructor(
    { replicaSet = true, port = freePort() }: { replicaSet?: boolean; port?: number } = {},
  ) {
    this.#replicaSet = replicaSet;
    this.#listener = Deno.listen({ hostname: "127.0.0.1", port });
    this.#accept();
  }

  get port(): number {
    return this.#listener.addr.port;
  }

  /** The URL of a new database. */
  newUrl(): string {
    return `mongodb://127.0.0.1:${this.port}/test${this.#databases++}`;
  }

  /** Goes away, if it has not; `up()` brings it back with its documents. */
  down(): void {
    if (this.#isDown) return;
    this.#isDown = true;
    this.#listener.close();
    for (const connection of this.#connections) connection.close();
    this.#connections.clear();
  }

  up(port: number): void {
    this.#isDown = false;
    this.#listener = Deno.listen({ hostname: "127.0.0.1", port });
    this.#accept();
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.down();
    return Promise.resolve();
  }

  async #accept(): Promise<void> {
    for await (const connection of this.#listener) {
      this.#connections.add(connection);
      this.#serve(connection).catch((error) => {
        // a client that goes, or our own end
        if (this.#connections.delete(connection)) throw error;
      });
    }
  }

  async #serve(connection: Deno.Conn): Promise<void> {
    let written = Promise.resolve();
    for await (const message of messages(connection)) {
      const view = new DataView(message.buffer, message.byteOffset, message.byteLength);
      const id = view.getInt32(4, true);
      const legacy = view.getInt32(12, true) === 2004;
      const command = legacy ? readQuery(message) : readMessage(message, view);
      // not awaited: a cursor that waits for a change delays no other
      this.#answer(command).then((answer) => {
        const packet = legacy ? toReply(answer, id) : toMessage(answer, id);
        return written = written.then(() => write(connection, packet));
      }).catch((error) => {
        if (this.#connections.delete(connection)) throw error;
      });
    }
    this.#connections.delete(connection);
  }

  async #answer(command: Document): Promise<Document> {
    if ("hello" in command || "ismaster" in command || "isMaster" in command) return this.#hello();
    return await this.#memory.answer(command);
  }

  #hello(): Document {
    const me = `127.0.0.1:${this.port}`;
    const set = {
      setName: "stand-in",
      hosts: [me],
      me,
      primary: me,
      setVersion: 1,
      secondary: false,
    };
    return {
      ok: 1,
      helloOk: true,
      ismaster: true,
      isWritablePrimary: true,
      minWireVersion: 0,
      maxWireVersion: 21,
      maxBsonObjectSize: 16777216,
      maxMessageSizeBytes: 48000000,
      maxWriteBatchSize: 100000,
      logicalSessionTimeoutMinutes: 30,
      localTime: new Date(),
      ...(this.#replicaSet && set),
    };
  }
}

async function* messages(connection: Deno.Conn): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  let rest = new Uint8Array(0);
  for await (const chunk of connection.readable) {
    const joined = new Uint8Array(rest.length + chunk.length);
    joined.set(rest);
    joined.set(chunk, rest.length);
    rest = joined;
    while (rest.length >= 4) {
      const length = new DataView(rest.buffer, rest.byteOffset).getInt32(0, true);
      if (rest.length < length) break;
      yield rest.slice(0, length);
      rest = rest.slice(length);
    }
  }
}

/** OP_MSG: flags, then a document, and lists of documents by name. */
function readMessage(message: Uint8Array, view: DataView): Document {
  const command: Document = {};
  let at = 20;
  while (at < message.length) {
    const kind = message[at++];
    const size = view.getInt32(at, true);
    const end = at + size;
    if (kind === 0) Object.assign(command, read(message.subarray(at, end)));
    else {
      const nameEnd = message.indexOf(0, at + 4);
      const name = new TextDecoder().decode(message.subarray(at + 4, nameEnd));
      const list: Document[] = [];
      for (let item = nameEnd + 1; item < end; item += view.getInt32(item, true)) {
        list.push(read(message.subarray(item, item + view.getInt32(item, true))));
      }
      command[name] = list;
    }
    at = end;
  }
  return command;
}

/** OP_QUERY, which only the first hello still is: flags, a name, two numbers, then the document. */
function readQuery(message: Uint8Array): Document {
  return read(message.subarray(message.indexOf(0, 20) + 1 + 8));
}

function read(bytes: Uint8Array): Document {
  return BSON.deserialize(bytes, { useBigInt64: true });
}

function toMessage(answer: Document, id: number): Uint8Array<ArrayBuffer> {
  return toPacket(2013, id, new Uint8Array(5), answer);
}

function toReply(answer: Document, id: number): Uint8Array<ArrayBuffer> {
  const head = new Uint8Array(20);
  new DataView(head.buffer).setInt32(16, 1, true);
  return toPacket(1, id, head, answer);
}

function toPacket(
  code: number,
  id: number,
  head: Uint8Array,
  answer: Document,
): Uint8Array<ArrayBuffer> {
  const body = BSON.serialize(answer, { ignoreUndefined: true });
  const packet = new Uint8Array(16 + head.length + body.length);
  const view = new DataView(packet.buffer);
  [packet.length, 0, id, code].forEach((value, i) => view.setInt32(i * 4, value, true));
  packet.set(head, 16);
  packet.set(body, 16 + head.length);
  return packet;
}

async function write(connection: Deno.Conn, packet: Uint8Array): Promise<void> {
  for (let sent = 0; sent < packet.length;) sent += await connection.write(packet.subarray(sent));
}
