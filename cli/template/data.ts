/** The rows, and the tables that they are in. */
import { db } from "./db.ts";

export class User { // --auth
  name = ""; // --auth
  hash = ""; // --auth
} // --auth

export class Note {
  static notNull = ["text"];
  id = 0;
  owner = ""; // --auth
  text = "";
  at = new Date();
}

export const users = db.create(User, { pk: "name" }); // --auth
export const notes = db.create(Note);
