/** The customers: their table, and the one rule for what a form and a file may say of them. */
import { ConstraintError, database, DateOnly, Float, oneOf } from "@fasthtml/fasthtml";
import type { FieldViews, FormRow } from "@fasthtml/fasthtml/ext/ui";
import { z } from "zod";

export const STAGES = { lead: "Lead", trial: "Trial", won: "Customer", lost: "Lost" } as const;
export const OWNERS = ["Ada Byron", "Ben Okri", "Cleo Díaz"];

export type Stage = keyof typeof STAGES;
export const stages = Object.keys(STAGES) as [Stage, ...Stage[]];

class Customer {
  static types = { stage: oneOf(...stages), value: Float, since: DateOnly };
  static notNull = ["name", "email"];
  static ui: FieldViews<Customer> = { email: "E-mail", stage: { choices: STAGES } };
  id = 0;
  name = "";
  company = "";
  email = "";
  stage: Stage = "lead";
  owner = "";
  value = 0;
  since: Date | null = null;
  note = "";
  /** Counts the changes: who saves an older version has not seen the newest. */
  version = 1;
}
export type { Customer };

export const db = database(Deno.env.get("CUSTOMERS_DB") ?? "data/customers.db");
export const customers = db.create(Customer, {
  indexes: [{ columns: ["email"], unique: true }, "name"],
});
if (customers.count() === 0) customers.insertAll(firstCustomers());

const text = (max: number) => z.string().trim().max(max, `At most ${max} characters`);

/** What is sent of a customer, by a form or in a line of a file. */
export const Details = z.object({
  name: text(80).min(1, "A name, please"),
  company: text(80).default(""),
  email: z.string().trim().toLowerCase().pipe(z.email("Such as ada@example.com")),
  stage: z.enum(stages, `One of ${stages.join(", ")}`).default("lead"),
  owner: z.enum(["", ...OWNERS], `One of ${OWNERS.join(", ")}, or empty`).default(""),
  value: z.coerce.number("A number").min(0, "0 or more").max(1e9, "At most a billion").default(0),
  since: z.literal("").or(z.iso.date("A day such as 2026-11-20")).default(""),
  note: text(2000).default(""),
});
export type Details = z.infer<typeof Details>;

export const FIELDS: FieldViews<FormRow<typeof Details>> = {
  name: { autocomplete: "off" },
  email: { label: "E-mail", as: "email", required: true, autocomplete: "off" },
  stage: { choices: STAGES },
  owner: { choices: OWNERS, empty: "No one" },
  value: { label: "Value in €" },
  since: { label: "Customer since", as: "date" },
  note: { as: "textarea", rows: 3 },
};

/** What has become of a change: kept, or not, as another one has the email address or was faster. */
export type Outcome = "kept" | "taken" | { newer: Customer };

/** Adds a customer. */
export function add(details: Details): Outcome {
  return unlessTaken(() => {
    customers.insert(toRow(details));
    return "kept";
  });
}

/** Changes a customer, if no one has since the user has read this version. */
export function change(id: number, version: number, details: Details): Outcome {
  return unlessTaken(() =>
    db.transaction(() => {
      const newest = customers.get(id); // or it is a 404
      if (newest.version !== version) return { newer: newest };
      customers.update({ ...toRow(details), version: version + 1 }, id);
      return "kept";
    })
  );
}

/** Adds the customers of a file, and changes those whose email address is known: all, or none. */
export function keepAll(all: readonly Details[]): { added: number; changed: number } {
  return db.transaction(() => {
    const before = customers.count();
    for (const details of all) {
      const [known] = customers({ email: details.email });
      customers.upsert({ ...toRow(details), version: (known?.version ?? 0) + 1 }, { on: "email" });
    }
    const added = customers.count() - before;
    return { added, changed: all.length - added };
  });
}

/** Moves customers to another stage. */
export function move(ids: readonly number[], stage: Stage): void {
  db.transaction(() => {
    for (const { id, version } of customers({ id: [...ids] })) {
      customers.update({ id, stage, version: version + 1 });
    }
  });
}

/** A customer as a form or a file has it. */
export function toDetails({ since, ...row }: Customer): Details {
  const { id: _, version: _v, ...details } = row;
  return { ...details, since: toDay(since) };
}

function toRow({ since, ...details }: Details) {
  return { ...details, since: since === "" ? null : new Date(since) };
}

function toDay(date: Date | null): string {
  return date?.toISOString().slice(0, 10) ?? "";
}

function unlessTaken(run: () => Outcome): Outcome {
  try {
    return run();
  } catch (error) {
    if (error instanceof ConstraintError) return "taken";
    throw error;
  }
}

function firstCustomers(): Partial<Customer>[] {
  const first = "Alan Émile Femi Grace Ines Jonas Linus Mei Noor Sofia Wanjiru Yuki Zoë".split(" ");
  const last = "Abbas Costa Dupont Hopper Liskov Moreau Okafor Rossi Tanaka Weber Zola".split(" ");
  const firms = ["Alba", "Borealis", "Cobalt", "Delta Nine", "Elm & Sons", "Fjord", "Gable"];
  const kinds = ["Logistics", "Foods", "Studio", "Labs"];
  return Array.from({ length: 126 }, (_, at) => {
    const name = `${first[at % 13]} ${last[at % 11]}`;
    const company = `${firms[at % 7]} ${kinds[at % 4]}`;
    const plain = name.normalize("NFD").replace(/[^\w ]/g, "").toLowerCase().replace(" ", ".");
    return {
      name,
      company,
      email: `${plain}@example.com`,
      stage: stages[[2, 0, 1, 2, 0, 2, 3][at % 7]!]!,
      owner: ["", ...OWNERS][at % 4]!,
      value: (at * 370) % 9000 + 400,
      since: at % 7 % 3 === 0 ? new Date(Date.UTC(2021 + at % 5, at % 12, 1 + at % 28)) : null,
    };
  });
}
