/**
 * Sessions on the server, in Redis: `fastApp({ session: { store: redisSessions(url) } })`.
 *
 * @module
 */
import { makeOptionCheck } from "../lib/option_check.ts";
import type { KeptSession } from "../types.ts";
import { Line, SILENCE, toConnector } from "./redis/connection.ts";
import {
  type NamedSession,
  type Sessions,
  type SessionsOptions,
  UserSessions,
} from "./sessions/user_sessions.ts";

/** Options of {@linkcode redisSessions}. */
export interface RedisSessionsOptions extends SessionsOptions {
  /** The beginning of all keys, if several applications share a server. Default: `fasthtml`. */
  topic?: string;
}

const checkOptions = makeOptionCheck<RedisSessionsOptions>("keep sessions", {
  maxBytes: true,
  topic: true,
});

/** Replaces a session of this version, or adds one, and lists it for its user. */
const WRITE = `
local key, version, ends, left, user, id = KEYS[1], unpack(ARGV)
if version ~= "" and redis.call("HGET", key, "version") ~= version then return 0 end
redis.call("HSET", key, unpack(ARGV, 6))
redis.call("EXPIREAT", key, ends)
if user ~= "" then
  redis.call("ZREMRANGEBYSCORE", user, "-inf", tonumber(ends) - tonumber(left) - 1)
  redis.call("ZADD", user, ends, id)
  if redis.call("TTL", user) < tonumber(left) then redis.call("EXPIREAT", user, ends) end
end
return 1`;

/** Removes a session, of this version if one is given. */
const REMOVE = `
local key, version, prefix, id = KEYS[1], unpack(ARGV)
local found = redis.call("HMGET", key, "version", "auth")
if version ~= "" and found[1] ~= version then return 0 end
if found[2] then redis.call("ZREM", prefix .. found[2], id) end
return redis.call("DEL", key)`;

/**
 * Keeps sessions in Redis 6.2 or later. Redis must keep its data when it restarts (`appendonly yes`)
 * and must not evict keys, or users are signed out. While it can't be reached, requests with a
 * session are answered with 503. The connection is opened at first use, and closed with the
 * application.
 *
 * @example
 * ```ts
 * import { fastApp } from "@fasthtml/fasthtml";
 * import { redisSessions } from "@fasthtml/fasthtml/ext/redis-sessions";
 *
 * const store = redisSessions("redis://localhost:6379"); // connects at first use
 * const { app } = fastApp({ session: { store } });
 * ```
 */
export function redisSessions(url: string, options: RedisSessionsOptions = {}): Sessions {
  checkOptions(options);
  const { topic = "fasthtml" } = options;
  if (!/^[\w.:-]+$/.test(topic)) {
    throw new TypeError(
      `Cannot keep sessions: topic ${
        JSON.stringify(topic)
      }, expected letters, digits, ".", ":", "-"`,
    );
  }
  return new RedisSessions(url, topic, options);
}

const FIELDS = ["data", "auth", "start", "seen", "ends", "agent", "version"] as const;

class RedisSessions extends UserSessions {
  readonly async = true;
  readonly #line: Line;
  // Keys with one tag are on one server of a cluster, as scripts need.
  readonly #sessions: string;
  readonly #users: string;

  constructor(url: string, topic: string, options: SessionsOptions) {
    super(options);
    this.#line = new Line(toConnector(url, { silence: SILENCE }));
    this.#sessions = `{${topic}}:session:`;
    this.#users = `{${topic}}:user:`;
  }

  read(id: string): Promise<KeptSession | undefined> {
    return this.#find(id);
  }

  async insert(id: string, session: KeptSession): Promise<void> {
    await this.#write(id, session, "");
  }

  async update(id: string, session: KeptSession, version: number): Promise<boolean> {
    return await this.#write(id, session, `${version}`);
  }

  async remove(id: string, version: number): Promise<boolean> {
    return await this.#remove(id, `${version}`);
  }

  async end(id: string): Promise<void> {
    await this.#remove(id, "");
    this.tell(id);
  }

  close(): void {
    this.#line.close();
  }

  protected async ofUser(auth: string): Promise<NamedSession[]> {
    const ids = await this.#line.use((client) => client.zRange(this.#users + auth, 0, -1));
    const found = await Promise.all(ids.map((id) => this.#find(id)));
    return found.filter((session) => session !== undefined);
  }

  async #find(id: string): Promise<NamedSession | undefined> {
    return toSession(id, await this.#line.use((client) => client.hGetAll(this.#sessions + id)));
  }

  async #write(id: string, session: KeptSession, version: string): Promise<boolean> {
    const { auth, ends } = session, user = auth === null ? "" : this.#users + auth;
    const left = Math.ceil(ends - Date.now() / 1000);
    const fields = FIELDS.flatMap((name) => [name, `${session[name] ?? ""}`]);
    const args = [version, `${ends}`, `${left}`, user, id, ...fields];
    return await this.#run(WRITE, id, args);
  }

  #remove(id: string, version: string): Promise<boolean> {
    return this.#run(REMOVE, id, [version, this.#users, id]);
  }

  async #run(script: string, id: string, args: string[]): Promise<boolean> {
    const options = { keys: [this.#sessions + id], arguments: args };
    return await this.#line.use((client) => client.eval(script, options)) === 1;
  }
}

function toSession(id: string, fields: Record<string, string>): NamedSession | undefined {
  const { data, auth, agent = "" } = fields;
  if (data === undefined) return;
  const [start, seen, ends, version] = ["start", "seen", "ends", "version"]
    .map((name) => Number(fields[name])) as [number, number, number, number];
  return { id, data, auth: auth || null, agent, start, seen, ends, version };
}
