/** A database that another program has made: a bookshop, by SQL of its own. */
import { type Database, database } from "@fasthtml/fasthtml";

const SCHEMA = [
  `CREATE TABLE publisher (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, city TEXT, since INTEGER
  )`,
  `CREATE TABLE book (
    isbn TEXT PRIMARY KEY, title TEXT NOT NULL, author TEXT NOT NULL,
    publisher_id INTEGER REFERENCES publisher (id) ON DELETE SET NULL,
    price REAL NOT NULL CHECK (price >= 0), stock INTEGER NOT NULL DEFAULT 0,
    in_print BOOLEAN NOT NULL DEFAULT 1, published DATE, cover BLOB
  )`,
  `CREATE TABLE customer (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, email TEXT NOT NULL UNIQUE,
    password_hash TEXT, newsletter BOOLEAN NOT NULL DEFAULT 0, joined DATETIME NOT NULL
  )`,
  `CREATE TABLE purchase (
    id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
    placed DATETIME NOT NULL, paid BOOLEAN NOT NULL DEFAULT 0, shipped DATE, note TEXT
  )`,
  `CREATE TABLE purchase_line (
    purchase_id INTEGER REFERENCES purchase (id) ON DELETE CASCADE,
    isbn TEXT REFERENCES book (isbn), copies INTEGER NOT NULL,
    PRIMARY KEY (purchase_id, isbn)
  )`,
];

const ROWS = [
  `INSERT INTO publisher VALUES
    (1, 'Harbour Press', 'Bristol', 1921), (2, 'Lindenverlag', 'Leipzig', 1888),
    (3, 'Éditions du Phare', 'Brest', 1954), (4, 'Night Heron', 'Portland', 2011)`,
  `WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 47)
    INSERT INTO book (isbn, title, author, publisher_id, price, stock, in_print, published)
    SELECT printf('978-0-%05d-%d', 10007 + i * 37, i % 10),
      json_extract('["The Salt","A Quiet","The Last","North of the","Letters to the","Under the","An Honest","The Glass"]', '$[' || (i % 8) || ']')
        || ' ' || json_extract('["Harbour","Ledger","Orchard","Lighthouse","Cartographer","Winter"]', '$[' || (i / 8) || ']'),
      json_extract('["Ines Aldana","Tomasz Brandt","Maud Keller","Ruth Okafor","Jonas Lind","Aiko Mori","Paul Verne"]', '$[' || (i % 7) || ']'),
      1 + i % 4, 9.5 + (i * 7) % 23, (i * 13) % 40, i % 9 <> 0, date('1998-03-01', (i * 211) || ' days')
    FROM n`,
  `WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 63)
    INSERT INTO customer (name, email, password_hash, newsletter, joined)
    SELECT first || ' ' || last, lower(first || '.' || last) || '@example.com',
      'scrypt$' || hex(i * 7919), i % 3 = 0, datetime('2025-01-05 08:30:00', (i * 37) || ' hours')
    FROM (SELECT i,
      json_extract('["Ada","Ben","Clara","Dev","Elif","Finn","Greta","Hugo"]', '$[' || (i % 8) || ']') AS first,
      json_extract('["Arnold","Baptiste","Castillo","Dahl","Eriksen","Fontaine","Gruber","Haddad"]', '$[' || (i / 8) || ']') AS last
    FROM n)`,
  `WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 179)
    INSERT INTO purchase (customer_id, placed, paid, shipped, note)
    SELECT 1 + (i * 29) % 64, datetime('2026-05-01 09:00:00', (i * 27) || ' hours'), i % 5 <> 0,
      CASE WHEN i % 5 <> 0 AND i < 160 THEN date('2026-05-03', (i * 27 / 24) || ' days') END,
      CASE i % 12 WHEN 0 THEN 'A present: no invoice in the parcel.' WHEN 7 THEN '=cmd is no formula here' END
    FROM n`,
  `INSERT INTO purchase_line
    SELECT p.id, b.isbn, 1 + (p.id + b.rowid) % 3 FROM purchase p JOIN book b
      ON b.rowid IN (1 + (p.id * 5) % 48, 1 + (p.id * 11) % 48)`,
];

/** Opens the database; fills it where it is new. */
export function openShop(path: string): Database {
  const db = database(path);
  if (db.tables().length === 0) {
    db.transaction(() => [...SCHEMA, ...ROWS].forEach((sql) => db.q(sql)));
  }
  return db;
}
