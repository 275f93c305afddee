/** The words of the admin in English, and how a program translates them. */
import { defineMessages } from "../../mod.ts";
import type { Messages, Translation } from "../../types.ts";

/** The sentences in English, by key. */
export const ADMIN_MESSAGES = {
  admin: "Admin",
  nothingToSee: "There is nothing that you may see.",
  count: "{n}",
  row: "row",
  rows: "rows",
  oneRow: "1 row",
  manyRows: "{n} rows",
  moreRows: "More than {n} rows",
  bytes: "({n} bytes)",
  empty: "(empty)",
  yes: "Yes",
  no: "No",

  // Buttons and links
  add: "Add",
  save: "Save",
  cancel: "Cancel",
  delete: "Delete",
  import: "Import",
  csv: "CSV",
  history: "History",
  search: "Search",
  clear: "Clear",
  chooseAll: "Choose all on this page",
  chooseNone: "Choose none",
  newer: "Newer",
  older: "Older",

  // The list
  any: "Any",
  from: "{column} from",
  to: "{column} to",
  noRows: "There are none, or none that match.",
  withChosen: "With chosen rows",
  choose: "Choose",
  chooseRow: "Choose {row}",

  // What was done
  added: "It is added.",
  saved: "It is saved.",
  same: "Nothing was changed.",
  deleted: "It is deleted.",
  gone: "It was there no more.",
  none: "No row was chosen.",
  imported: "All rows of the file are added.",
  forbidden: "You may not do that with all of these rows.",
  done: "It is done.",

  // The form
  addTo: "Add to {table}",
  noColumns: "None of its columns can be written.",
  notSaved: "It is not saved",
  notAdded: "It is not added",
  noChoice: "None",
  now: "Now: {row}.",
  typeToSearch: "Type to search.",
  related: "{table} ({n})",
  conflict: "Someone else has changed this row",
  conflictCompare:
    "Nothing of yours is saved yet. Compare both versions: Save keeps what is in the form.",
  conflictSame: "It has the values that you wrote already.",
  versions: "Both versions",
  column: "Column",
  stored: "Stored now",
  yours: "Yours",

  // Deletion
  deleteFrom: "Delete from {table}?",
  notDeleted: "Nothing is deleted",
  thisRow: "This row",
  theseRows: "These {n} rows",
  andMore: "And {n} more.",
  goesWith: "What goes with it",
  nothingGoes: "No other rows go with it.",
  mayNotDelete: "You may not delete this.",
  otherTables: "other tables",
  fallsDelete: "{rows} of {table} will be deleted, too.",
  fallsClear: "{rows} of {table} will no longer refer to it.",
  fallsBlock: "{rows} of {table} refer to it, and have to go first.",
  othersRefer: "Other rows refer to what would be deleted, so nothing was.",

  // Files
  noneAdded: "No row is added",
  line: "Line {n}: {problem}",
  csvColumns: "A CSV file whose first line names the columns, of these:",
  csvAll: "All of its rows are added, or none.",
  csvFile: "CSV file",
  addAll: "Add all rows",
  noFile: "Choose a file",
  emptyFile: "The file is empty",
  notUtf8: "The file is not in UTF-8: save it as CSV in UTF-8",
  notWritten: "{column} is no column that can be written",
  twice: "{column} is there twice",
  mostRows: "A file may have {n} rows",
  cells: "It has {found} values in place of {expected}",
  openQuote: "A quote is not closed",
  innerQuote: "A quote is in the middle of a value",

  // The history
  historyOf: "History of {table}",
  noHistory: "Nothing was changed yet.",
  when: "When (UTC)",
  who: "Who",
  what: "What",
  rowKey: "Row",
  changes: "Changes",
  actAdded: "added",
  actChanged: "changed",
  actDeleted: "deleted",

  // What is wrong with a value, or with a row
  problem: "{column}: {problem}",
  required: "Fill this in",
  noSuchRow: "There is no such row",
  chooseOne: "Choose one of these",
  chooseOf: "Choose one of {choices}",
  list: "Write a list: [1, 2]",
  text: "Leave out odd characters",
  wholeNumber: "Write a whole number",
  number: "Write a number, such as 1.5",
  mostNumber: "Write a number up to {most}",
  boolean: "Write true or false",
  date: "Write a date, such as 2026-11-22",
  dateTime: "Write a date and a time, such as 2026-11-22 18:30",
  json: 'Write JSON, such as {object} or "text"',
  notText: "Leave it out: it can't be written as text",
  outside: "These values are outside of what you may see.",
  notFit: "This does not fit its column",
  oneNotFit: "One of these values does not fit its column.",
  noReference: "It refers to a row that is not there.",
  rejected: "The database rejects these values: a rule of its table forbids them.",
  taken: "Another row has this value already",
  takenRow: "Another row has these values already.",
} as const;

const table = defineMessages("the admin", ADMIN_MESSAGES);

/** Returns a sentence in the language of the current request. */
export const word = table.write;

/** The sentences of the admin in one language: strings, or functions of the values in them. */
export type AdminMessages = Translation<typeof ADMIN_MESSAGES>;

/**
 * Takes the sentences of the admin in another language, for the option `messages` of the
 * application. It has the words of components, too: those of `uiMessages()`.
 *
 * @example
 * ```ts
 * import { database, fastApp } from "@fasthtml/fasthtml";
 * import { admin, adminMessages } from "@fasthtml/fasthtml/ext/admin";
 * import { ui, uiMessages } from "@fasthtml/fasthtml/ext/ui";
 * import { match } from "node:assert";
 *
 * class User { id = 0; name = ""; }
 * const users = database(":memory:").create(User);
 *
 * const words = adminMessages({ add: "Hinzufügen", oneRow: "1 Zeile", manyRows: "{n} Zeilen" });
 * const german = { notFound: "Das gibt es nicht.", ...uiMessages({ menu: "Menü" }), ...words };
 * const { app } = fastApp({ ...ui(), messages: { de: german } });
 * admin({ users }, { allow: () => true, tables: { users: { title: "Benutzer" } } }).toApp(app);
 *
 * const response = await app.request("/admin/users", { headers: { "accept-language": "de" } });
 * match(await response.text(), /0 Zeilen/);
 * ```
 */
export function adminMessages(texts: AdminMessages): Messages {
  return table.translate(texts);
}
