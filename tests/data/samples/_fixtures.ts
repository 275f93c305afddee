/** The statements that make tables as Datasette's tests have them: names and keys of every form. */
export const FIXTURES: readonly string[] = [
  "CREATE TABLE simple_primary_key (id integer primary key, content text)",
  "CREATE TABLE [Table With Space In Name] (pk varchar(30) primary key, content text)",
  'CREATE TABLE "table/with/slashes.csv" (pk varchar(30) primary key, content text)',
  `CREATE TABLE compound_primary_key (
    pk1 varchar(30), pk2 varchar(30), content text, PRIMARY KEY (pk1, pk2)
  )`,
  `CREATE TABLE compound_three_primary_keys (
    pk1 varchar(30), pk2 varchar(30), pk3 varchar(30), content text, PRIMARY KEY (pk1, pk2, pk3)
  ) WITHOUT ROWID`,
  `CREATE INDEX idx_compound_three_primary_keys_content
    ON compound_three_primary_keys(content)`,
  `CREATE TABLE foreign_key_references (
    pk varchar(30) primary key,
    foreign_key_with_label integer,
    foreign_key_with_blank_label,
    foreign_key_compound_pk1 varchar(30),
    foreign_key_compound_pk2 varchar(30),
    FOREIGN KEY (foreign_key_with_label) REFERENCES simple_primary_key(id),
    FOREIGN KEY (foreign_key_with_blank_label) REFERENCES simple_primary_key(id),
    FOREIGN KEY (foreign_key_compound_pk1, foreign_key_compound_pk2)
      REFERENCES compound_primary_key(pk1, pk2)
  )`,
  `CREATE TABLE sortable (
    pk1 varchar(30), pk2 varchar(30), content text, sortable integer,
    sortable_with_nulls real, text text, PRIMARY KEY (pk1, pk2)
  )`,
  "CREATE TABLE no_primary_key (content text, a text, b text, c text)",
  "CREATE TABLE [123_starts_with_digits] (content text)",
  "CREATE TABLE [select] ([group] text, [having] text, [and] text, [json] text)",
  'CREATE TABLE "a ""quoted"" [name]" ("x""y" text, [order by] int, \'single\' text, `tick` any)',
  "CREATE TABLE infinity (value REAL)",
  "CREATE TABLE binary_data (data BLOB)",
  "CREATE TABLE units (pk integer primary key, distance int, frequency int)",
  "CREATE TABLE untyped (id integer primary key, a, b, c, d)",
  "CREATE TABLE rowids (rowid text, _rowid_ int, content)",
  "CREATE TABLE strict (id integer primary key, n int, r real, t text, b blob, x any) STRICT",
  `CREATE TABLE facetable (
    pk integer primary key, created text, on_earth boolean, state text collate nocase,
    _city_id integer references simple_primary_key, tags json, complex_array jsonb,
    [n] text default (lower('N')), changed timestamp default current_timestamp
  )`,
  `CREATE TABLE generated_columns (
    body TEXT,
    id INT GENERATED ALWAYS AS (length(body)) STORED,
    consideration INT AS (id * 2)
  )`,
  `CREATE TABLE searchable (
    pk integer primary key, text1 text, text2 text, [name with . and spaces] text
  )`,
  `CREATE VIRTUAL TABLE "searchable_fts"
    USING FTS5 (text1, text2, [name with . and spaces], content="searchable", content_rowid="pk")`,
  "CREATE VIRTUAL TABLE notes USING FTS5 (title, body)",
  `CREATE VIEW paginated_view AS
    SELECT content, '- ' || content || ' -' AS content_extra FROM no_primary_key`,
  "CREATE VIEW simple_view AS SELECT content, upper(content) AS upper_content FROM sortable",
];
