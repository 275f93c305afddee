/** A shop for music: names in brackets, named constraints, an employee who reports to another. */
const TABLES: Record<string, string[]> = {
  Artist: ["Name NVARCHAR(120)"],
  Genre: ["Name NVARCHAR(120)"],
  MediaType: ["Name NVARCHAR(120)"],
  Playlist: ["Name NVARCHAR(120)"],
  Album: ["Title NVARCHAR(160) NOT NULL", "ArtistId INTEGER NOT NULL > Artist"],
  Employee: [
    "LastName NVARCHAR(20) NOT NULL",
    "FirstName NVARCHAR(20) NOT NULL",
    "ReportsTo INTEGER > Employee",
    "BirthDate DATETIME",
    "HireDate DATETIME",
    "Email NVARCHAR(60)",
  ],
  Customer: [
    "FirstName NVARCHAR(40) NOT NULL",
    "Company NVARCHAR(80)",
    "Email NVARCHAR(60) NOT NULL",
    "SupportRepId INTEGER > Employee",
  ],
  Invoice: [
    "CustomerId INTEGER NOT NULL > Customer",
    "InvoiceDate DATETIME NOT NULL",
    "BillingAddress NVARCHAR(70)",
    "Total NUMERIC(10,2) NOT NULL",
  ],
  Track: [
    "Name NVARCHAR(200) NOT NULL",
    "AlbumId INTEGER > Album",
    "MediaTypeId INTEGER NOT NULL > MediaType",
    "GenreId INTEGER > Genre",
    "Composer NVARCHAR(220)",
    "Milliseconds INTEGER NOT NULL",
    "Bytes INTEGER",
    "UnitPrice NUMERIC(10,2) NOT NULL",
  ],
  InvoiceLine: [
    "InvoiceId INTEGER NOT NULL > Invoice",
    "TrackId INTEGER NOT NULL > Track",
    "UnitPrice NUMERIC(10,2) NOT NULL",
    "Quantity INTEGER NOT NULL",
  ],
};

/** The statements that make Chinook. */
export const CHINOOK: readonly string[] = [
  ...Object.entries(TABLES).flatMap(([table, columns]) => create(table, columns)),
  `CREATE TABLE [PlaylistTrack]
  (
    [PlaylistId] INTEGER  NOT NULL,
    [TrackId] INTEGER  NOT NULL,
    CONSTRAINT [PK_PlaylistTrack] PRIMARY KEY  ([PlaylistId], [TrackId]),
    FOREIGN KEY ([PlaylistId]) REFERENCES [Playlist] ([PlaylistId])
      ON DELETE NO ACTION ON UPDATE NO ACTION,
    FOREIGN KEY ([TrackId]) REFERENCES [Track] ([TrackId])
      ON DELETE NO ACTION ON UPDATE NO ACTION
  )`,
  "CREATE UNIQUE INDEX [IPK_PlaylistTrack] ON [PlaylistTrack]([PlaylistId], [TrackId])",
];

function create(table: string, columns: string[]): string[] {
  const parsed = columns.map((column) => {
    const [words, target] = column.split(" > ");
    const [name, ...type] = words.split(" ");
    return { name, type: type.join(" "), target };
  });
  const foreign = parsed.filter(({ target }) => target);
  const lines = [
    `[${table}Id] INTEGER  NOT NULL`,
    ...parsed.map(({ name, type }) => `[${name}] ${type}`),
    `CONSTRAINT [PK_${table}] PRIMARY KEY  ([${table}Id])`,
    ...foreign.map(({ name, target }) =>
      `FOREIGN KEY ([${name}]) REFERENCES [${target}] ([${target}Id])\n` +
      "    ON DELETE NO ACTION ON UPDATE NO ACTION"
    ),
  ];
  return [
    `CREATE TABLE [${table}]\n(\n  ${lines.join(",\n  ")}\n)`,
    `CREATE UNIQUE INDEX [IPK_${table}] ON [${table}]([${table}Id])`,
    ...foreign.map(({ name }) => `CREATE INDEX [IFK_${table}${name}] ON [${table}] ([${name}])`),
  ];
}
