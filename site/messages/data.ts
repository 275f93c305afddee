/** Messages about tables. */
import type { Trouble } from "./types.ts";

export const data: readonly Trouble[] = [
  {
    message: 'Cannot find 7 in "book": no row, expected one',
    cause: "The table has no row with this primary key. In a handler, the response is a 404.",
    fix: "Nothing, if a 404 is right. For a value of your own: `books.get(7, null)`.",
    seen: { at: "request", status: 404 },
    program: `import { database, fastApp } from "@fasthtml/fasthtml";

class Book {
  id = 0;
  title = "";
}
const books = database(":memory:").create(Book);

export const { app, rt } = fastApp();
rt("/", () => books.get(7));
`,
  },
  {
    message: 'Cannot use "titel" on table "book": it has no such column, did you mean "title"?',
    cause: "The name of a column is misspelled. TypeScript finds this in objects, not in strings.",
    fix: "Use the name that the message suggests.",
    seen: { at: "start" },
    program: `import { database } from "@fasthtml/fasthtml";

class Book {
  id = 0;
  title = "";
}
const books = database(":memory:").create(Book);
books({ orderBy: "titel" });
`,
  },
  {
    message: 'Cannot create table "book": it has no column id, expected one or the option pk',
    cause: "Each table needs a primary key, which is the column `id` by default.",
    fix: 'Add the field `id = 0`, or name another one: `create(Book, { pk: "isbn" })`.',
    seen: { at: "start" },
    program: `import { database } from "@fasthtml/fasthtml";

class Book {
  isbn = "";
  title = "";
}
database(":memory:").create(Book);
`,
  },
  {
    message: "Cannot create column Book.published: it starts as null, expected a text, number, " +
      'boolean, date, list or object, or "static types = { published: Date }" (or String, ' +
      "Integer, …)",
    cause:
      "FastHTML reads the type of a column from the default value of its field. `null` has no " +
      "type.",
    fix: "Specify it: `static types = { published: Date }`.",
    seen: { at: "start" },
    program: `import { database } from "@fasthtml/fasthtml";

class Book {
  id = 0;
  published: Date | null = null;
}
database(":memory:").create(Book);
`,
  },
  {
    message:
      'Cannot open table "book": it has no column author, expected the option transform or a ' +
      "migration",
    cause: "The table exists already, from before the class had this field.",
    fix: "`create(Book, { transform: true })` changes the table and keeps its rows. See " +
      "[change a table](guides/change_a_table.md).",
    seen: { at: "start" },
    program: `import { database } from "@fasthtml/fasthtml";

const db = database(":memory:");
db.create("book", { id: Number, title: String }); // an earlier version

class Book {
  id = 0;
  title = "";
  author = "";
}
db.create(Book);
`,
  },
  {
    message: 'Cannot open table "books": the database has no such table, did you mean "book"?',
    cause: "`db.t.books` opens a table by its name. The table of a class has the name of the " +
      "class, in lower case.",
    fix: "Use the name that the message suggests, or keep what `db.create()` returns.",
    seen: { at: "start" },
    program: `import { database } from "@fasthtml/fasthtml";

class Book {
  id = 0;
  title = "";
}
const db = database(":memory:");
db.create(Book);
db.t.books();
`,
  },
  {
    message: 'Cannot create table "book": no database, expected the option db',
    cause: "`tables` creates tables in the database that the option `db` names, and it is missing.",
    fix: 'Add it: `fastApp({ db: "data/books.db", tables: { … } })`.',
    seen: { at: "start" },
    program: `import { fastApp } from "@fasthtml/fasthtml";

export const { app, rt } = fastApp({ tables: { book: { id: Number, title: String } } });
`,
  },
  {
    message: 'Cannot insert into "book": UNIQUE constraint failed: book.isbn',
    cause: "The table has a row with this value already, and the column must be unique.",
    fix: "Catch `ConstraintError` and show it next to the field, or use `upsert()` to change the " +
      "row that is there.",
    seen: { at: "start" },
    program: `import { database } from "@fasthtml/fasthtml";

class Book {
  isbn = "";
  title = "";
}
const books = database(":memory:").create(Book, { pk: "isbn" });
books.insert({ isbn: "0441013597", title: "Dune" });
books.insert({ isbn: "0441013597", title: "Emma" });
`,
  },
  {
    message: 'Cannot insert into "book": pages is "many", expected an integer up to 2^53',
    cause: "The value does not fit the type of the column.",
    fix: "Convert it before, or declare the class as the handler's parameter: then FastHTML " +
      "converts the fields of the form.",
    seen: { at: "start" },
    program: `import { database } from "@fasthtml/fasthtml";

class Book {
  id = 0;
  pages = 0;
}
const row = { pages: "many" };
database(":memory:").create(Book).insert(row);
`,
  },
  {
    message: 'Cannot update "book": the record has no id, expected a key',
    cause: "`update()` finds the row by its primary key, and the object does not contain it.",
    fix: "Pass the key as the second argument: `books.update({ title }, id)`.",
    seen: { at: "start" },
    program: `import { database } from "@fasthtml/fasthtml";

class Book {
  id = 0;
  title = "";
}
const books = database(":memory:").create(Book);
books.update({ title: "Dune" });
`,
  },
  {
    message: 'Cannot search "book": title is undefined, expected a value or null',
    cause: "The value of a condition is `undefined`, for example a parameter that was not sent. " +
      "Without this error, the condition would be ignored and you would get all rows.",
    fix: "Use a value or `null`, or leave the condition out yourself.",
    seen: { at: "start" },
    program: `import { database } from "@fasthtml/fasthtml";

class Book {
  id = 0;
  title = "";
}
const books = database(":memory:").create(Book);
const wanted: { title?: string } = {};
books({ title: wanted.title });
`,
  },
];
