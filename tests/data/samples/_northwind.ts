/** The statements that make Northwind, a trader: names with blanks, pictures, checks, views. */
export const NORTHWIND: readonly string[] = [
  `CREATE TABLE [Categories]
  ( [CategoryID] INTEGER PRIMARY KEY AUTOINCREMENT,
    [CategoryName] TEXT,
    [Description] TEXT,
    [Picture] BLOB
  )`,
  `CREATE TABLE [CustomerDemographics](
    [CustomerTypeID] TEXT NOT NULL,
    [CustomerDesc] TEXT,
    PRIMARY KEY ("CustomerTypeID")
  )`,
  `CREATE TABLE [Customers]
  ( [CustomerID] TEXT, [CompanyName] TEXT, [Contact Name] TEXT, [Region] TEXT,
    PRIMARY KEY (\`CustomerID\`)
  )`,
  `CREATE TABLE [CustomerCustomerDemo](
    [CustomerID] TEXT NOT NULL,
    [CustomerTypeID] TEXT NOT NULL,
    PRIMARY KEY ("CustomerID","CustomerTypeID"),
    FOREIGN KEY ([CustomerID]) REFERENCES [Customers] ([CustomerID])
      ON DELETE NO ACTION ON UPDATE NO ACTION,
    FOREIGN KEY ([CustomerTypeID]) REFERENCES [CustomerDemographics] ([CustomerTypeID])
  )`,
  `CREATE TABLE [Employees]
  ( [EmployeeID] INTEGER PRIMARY KEY AUTOINCREMENT,
    [LastName] TEXT, [Title] TEXT, [BirthDate] DATE, [HireDate] DATE, [Photo] BLOB,
    [Notes] TEXT, [ReportsTo] INTEGER,
    FOREIGN KEY ([ReportsTo]) REFERENCES [Employees] ([EmployeeID])
  )`,
  `CREATE TABLE [Shippers]
  ( [ShipperID] INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, [CompanyName] TEXT NOT NULL )`,
  `CREATE TABLE [Orders](
    [OrderID] INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    [CustomerID] TEXT,
    [EmployeeID] INTEGER,
    [OrderDate] DATETIME,
    [RequiredDate] DATETIME DEFAULT CURRENT_TIMESTAMP,
    [ShipVia] INTEGER,
    [Freight] NUMERIC DEFAULT 0,
    [Ship Name] TEXT,
    FOREIGN KEY ([EmployeeID]) REFERENCES [Employees] ([EmployeeID]),
    FOREIGN KEY ([CustomerID]) REFERENCES [Customers] ([CustomerID]),
    FOREIGN KEY ([ShipVia]) REFERENCES [Shippers] ([ShipperID])
  )`,
  `CREATE TABLE [Products](
    [ProductID] INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    [ProductName] TEXT NOT NULL,
    [CategoryID] INTEGER,
    [QuantityPerUnit] TEXT,
    [UnitPrice] NUMERIC DEFAULT 0,
    [UnitsInStock] INTEGER DEFAULT 0,
    [UnitsOnOrder] INTEGER DEFAULT 0,
    [Discontinued] TEXT NOT NULL DEFAULT '0',
    FOREIGN KEY ([CategoryID]) REFERENCES [Categories] ([CategoryID]),
    CHECK ([UnitPrice]>=(0)),
    CHECK ([UnitsInStock]>=(0))
  )`,
  `CREATE TABLE [Order Details](
    [OrderID] INTEGER NOT NULL,
    [ProductID] INTEGER NOT NULL,
    [UnitPrice] NUMERIC NOT NULL DEFAULT 0,
    [Quantity] INTEGER NOT NULL DEFAULT 1,
    [Discount] REAL NOT NULL DEFAULT 0,
    [Note] TEXT DEFAULT 'none, "yet"',
    PRIMARY KEY ("OrderID","ProductID"),
    CHECK ([Discount]>=(0)),
    CHECK ([Quantity]>=(0)),
    FOREIGN KEY ([OrderID]) REFERENCES [Orders] ([OrderID]),
    FOREIGN KEY ([ProductID]) REFERENCES [Products] ([ProductID])
  )`,
  "CREATE INDEX [Products by Name] ON [Products] ([ProductName] COLLATE NOCASE)",
  "CREATE INDEX [Dear] ON [Products] ([UnitPrice] DESC) WHERE [UnitPrice] > 100",
  `CREATE VIEW [Alphabetical list of products] AS
  SELECT Products.*, Categories.CategoryName
  FROM Categories INNER JOIN Products ON Categories.CategoryID = Products.CategoryID
  WHERE (((Products.Discontinued)=0))`,
  `CREATE VIEW [Order Subtotals] AS
  SELECT [Order Details].OrderID, Sum(([Order Details].UnitPrice*Quantity*(1-Discount)/100)*100)
    AS Subtotal
  FROM [Order Details] GROUP BY [Order Details].OrderID`,
  `CREATE TRIGGER [Ordered] AFTER INSERT ON [Order Details] BEGIN
    UPDATE Products SET UnitsOnOrder = UnitsOnOrder + new.Quantity WHERE ProductID = new.ProductID;
  END`,
  `CREATE TRIGGER [Not Ordered] AFTER DELETE ON [Order Details] BEGIN
    UPDATE Products SET UnitsOnOrder = UnitsOnOrder - old.Quantity WHERE ProductID = old.ProductID;
  END`,
];
