/** The accounts, what is asked for until an email address is confirmed, and pictures. */
import { database, HTTPException, lt, type RequestContext } from "@fasthtml/fasthtml";
import { Passkey } from "@fasthtml/fasthtml/ext/passkey";
import { Passwords } from "@fasthtml/fasthtml/ext/password";
import { sessions } from "@fasthtml/fasthtml/ext/sessions";
import { z } from "zod";

export const BRAND = "Lantern";
export const name = z.string().trim().min(1, "Your name, please").max(80, "At most 80 characters");
/** How good a new one is, `Passwords` says. */
export const password = z.string().max(1024);

class User {
  static types = { email: String, picture: String };
  /** What `session.auth` has. Of those who come from a provider, what the provider calls them. */
  id = "";
  name = "";
  email: string | null = null;
  hash = "";
  picture: string | null = null;
}
export type { User };

/** A sign-up whose email address is not confirmed. Each is one of its own, with its own password. */
class SignUp {
  id = "";
  name = "";
  email = "";
  hash = "";
  at = new Date();
}

class Picture {
  id = "";
  user = "";
  type = "";
  bytes = new Uint8Array();
}

export const db = database(Deno.env.get("SIGNUP_DB") ?? "data/signup.db");
export const users = db.create(User, { indexes: [{ columns: ["email"], unique: true }] });
export const passkeys = db.create(Passkey);
export const pictures = db.create(Picture, { foreignKeys: { user: "user.id" } });
export const store = sessions(db);
export const passwords = new Passwords({ store: db });
const signUps = db.create(SignUp);

const DAY = 24 * 60 * 60 * 1000;

/** The user of an email address. */
export function findUser(email: string): User | undefined {
  return users({ email: email.trim().toLowerCase() })[0];
}

/** Keeps a sign-up; undefined where the email address has an account. */
export function begin(signUp: { name: string; email: string; hash: string }): string | undefined {
  signUps.deleteWhere({ at: lt(new Date(Date.now() - DAY)) });
  return findUser(signUp.email) ? undefined : signUps.insert(signUp).id;
}

/**
 * Makes the account of a sign-up whose link was followed. Others of this email address end: they may
 * be of someone who knows it, and has chosen a password.
 */
export function confirm(id: string, email: string): void {
  db.transaction(() => {
    const signUp = signUps.get(id, undefined);
    if (!signUp) return;
    const { name, hash } = signUp;
    users.insert({ name, email, hash }, { ignore: true });
    signUps.deleteWhere({ email });
  });
}

/** Gives a user another picture. */
export function changePicture(user: string, type: string, bytes: Uint8Array<ArrayBuffer>): void {
  db.transaction(() => {
    removePicture(user);
    users.update({ picture: pictures.insert({ user, type, bytes }).id }, user);
  });
}

/** Takes a user's picture away. */
export function removePicture(user: string): void {
  users.update({ picture: null }, user);
  pictures.deleteWhere({ user });
}

/** The hash of a new password, or what is wrong with it. */
export async function toHash(
  context: RequestContext,
  password: string,
): Promise<{ hash: string; wrong?: undefined } | { hash?: undefined; wrong: string }> {
  try {
    return { hash: await passwords.hash(password, { client: context.scope.client }) };
  } catch (error) {
    if (!(error instanceof HTTPException) || error.status !== 422) throw error;
    return { wrong: error.detailFor(context) };
  }
}
