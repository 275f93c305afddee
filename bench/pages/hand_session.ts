/** Sessions by hand: JSON in a signed cookie that expires. */
import { Buffer } from "node:buffer";
import { createHmac, timingSafeEqual } from "node:crypto";
import { SECRET } from "../answers.ts";

/** What the session holds. */
export interface Visits {
  visits: number;
}

const MAX_AGE = 14 * 24 * 60 * 60;

/** The session of a request; undefined where there is none, or it is forged or too old. */
export function openSession({ headers }: Request): Visits | undefined {
  const sealed = headers.get("cookie")?.match(/(?:^|; ?)session_=([^;]*)/)?.[1];
  if (sealed === undefined) return;
  const end = sealed.lastIndexOf(".");
  const text = sealed.slice(0, end), given = Buffer.from(sealed.slice(end + 1));
  const right = Buffer.from(sign(text));
  if (given.length !== right.length || !timingSafeEqual(given, right)) return;
  const [payload, time] = text.split(".");
  const age = Date.now() / 1000 - parseInt(time, 36);
  if (!(age <= MAX_AGE)) return;
  return JSON.parse(Buffer.from(payload, "base64url").toString());
}

/** The header `Set-Cookie` of a session. */
export function seal(session: Visits): string {
  const payload = Buffer.from(JSON.stringify(session)).toString("base64url");
  const text = `${payload}.${Math.floor(Date.now() / 1000).toString(36)}`;
  const value = `${text}.${sign(text)}`;
  return `session_=${value}; Max-Age=${MAX_AGE}; Path=/; HttpOnly; SameSite=Lax`;
}

function sign(text: string): string {
  return createHmac("sha256", SECRET).update(text).digest("base64url");
}
