/** A shop for films: `numeric` keys, types of other databases, triggers that write a time. */
const TABLES: Record<string, string> = {
  actor: `actor_id numeric NOT NULL, first_name VARCHAR(45) NOT NULL,
    last_name VARCHAR(45) NOT NULL, last_update TIMESTAMP NOT NULL, PRIMARY KEY (actor_id)`,
  language: `language_id SMALLINT NOT NULL, name CHAR(20) NOT NULL,
    last_update TIMESTAMP NOT NULL, PRIMARY KEY (language_id)`,
  category: `category_id SMALLINT NOT NULL, name VARCHAR(25) NOT NULL,
    last_update TIMESTAMP NOT NULL, PRIMARY KEY (category_id)`,
  film: `film_id int NOT NULL, title VARCHAR(255) NOT NULL,
    description BLOB SUB_TYPE TEXT DEFAULT NULL, release_year VARCHAR(4) DEFAULT NULL,
    language_id SMALLINT NOT NULL, original_language_id SMALLINT DEFAULT NULL,
    rental_rate DECIMAL(4,2) DEFAULT 4.99 NOT NULL, length SMALLINT DEFAULT NULL,
    rating VARCHAR(10) DEFAULT 'G', special_features VARCHAR(100) DEFAULT NULL,
    last_update TIMESTAMP NOT NULL, PRIMARY KEY (film_id),
    CONSTRAINT CHECK_special_features CHECK(special_features is null or
      special_features like '%Trailers%' or special_features <> 'Deleted Scenes'),
    CONSTRAINT CHECK_special_rating CHECK(rating is null or rating <> 'X'),
    CONSTRAINT fk_film_language FOREIGN KEY (language_id) REFERENCES language (language_id),
    CONSTRAINT fk_film_language_original FOREIGN KEY (original_language_id)
      REFERENCES language (language_id)`,
  film_actor: `actor_id numeric NOT NULL, film_id int NOT NULL, last_update TIMESTAMP NOT NULL,
    PRIMARY KEY (actor_id, film_id),
    CONSTRAINT fk_film_actor_actor FOREIGN KEY (actor_id) REFERENCES actor (actor_id)
      ON DELETE NO ACTION ON UPDATE CASCADE,
    CONSTRAINT fk_film_actor_film FOREIGN KEY (film_id) REFERENCES film (film_id)
      ON DELETE NO ACTION ON UPDATE CASCADE`,
  film_text: `film_id SMALLINT NOT NULL, title VARCHAR(255) NOT NULL,
    description BLOB SUB_TYPE TEXT, PRIMARY KEY (film_id)`,
  store: `store_id INTEGER PRIMARY KEY, manager_staff_id SMALLINT NOT NULL,
    last_update TIMESTAMP NOT NULL,
    CONSTRAINT fk_store_staff FOREIGN KEY (manager_staff_id) REFERENCES staff (staff_id)
      DEFERRABLE INITIALLY DEFERRED`,
  staff: `staff_id SMALLINT NOT NULL, first_name VARCHAR(45) NOT NULL, picture BLOB DEFAULT NULL,
    store_id INT NOT NULL, active SMALLINT DEFAULT 1 NOT NULL, password VARCHAR(40) DEFAULT NULL,
    last_update TIMESTAMP NOT NULL, PRIMARY KEY (staff_id),
    CONSTRAINT fk_staff_store FOREIGN KEY (store_id) REFERENCES store (store_id)
      ON DELETE NO ACTION ON UPDATE CASCADE`,
  customer: `customer_id INT NOT NULL, store_id INT NOT NULL, email VARCHAR(50) DEFAULT NULL,
    active CHAR(1) DEFAULT 'Y' NOT NULL, create_date TIMESTAMP NOT NULL,
    last_update TIMESTAMP NOT NULL, PRIMARY KEY (customer_id),
    CONSTRAINT fk_customer_store FOREIGN KEY (store_id) REFERENCES store (store_id)
      ON DELETE NO ACTION ON UPDATE CASCADE`,
  payment: `payment_id int NOT NULL, customer_id INT NOT NULL, staff_id SMALLINT NOT NULL,
    amount DECIMAL(5,2) NOT NULL, payment_date TIMESTAMP NOT NULL,
    last_update TIMESTAMP NOT NULL, PRIMARY KEY (payment_id),
    CONSTRAINT fk_payment_customer FOREIGN KEY (customer_id) REFERENCES customer (customer_id),
    CONSTRAINT fk_payment_staff FOREIGN KEY (staff_id) REFERENCES staff (staff_id)`,
};

/** The statements that make Sakila. */
export const SAKILA: readonly string[] = [
  ...Object.entries(TABLES).map(([name, columns]) => `CREATE TABLE ${name} (\n${columns}\n)`),
  "CREATE INDEX idx_actor_last_name ON actor(last_name)",
  "CREATE INDEX idx_fk_language_id ON film(language_id)",
  "CREATE UNIQUE INDEX idx_fk_store_id ON store(manager_staff_id)",
  `CREATE VIEW film_list AS SELECT film.film_id AS FID, film.title AS title,
    film.rental_rate AS price, actor.first_name||' '||actor.last_name AS actors
  FROM film JOIN film_actor ON film.film_id = film_actor.film_id
    JOIN actor ON film_actor.actor_id = actor.actor_id`,
  `CREATE VIEW staff_list AS SELECT s.staff_id AS ID, s.first_name AS [staff name],
    s.store_id AS SID FROM staff AS s JOIN store ON s.store_id = store.store_id`,
  ...Object.keys(TABLES).filter((name) => name !== "film_text").flatMap((name) =>
    ["INSERT", "UPDATE"].map((event) =>
      `CREATE TRIGGER ${name}_trigger_a${event[0].toLowerCase()} AFTER ${event} ON ${name}
 BEGIN
  UPDATE ${name} SET last_update = DATETIME(1140000000, 'unixepoch')  WHERE rowid = new.rowid;
 END`
    )
  ),
];
