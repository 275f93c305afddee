/** Tabs, breadcrumbs, pages, steps, accordions. */
import { P } from "@fasthtml/fasthtml";
import {
  Accordion,
  AccordionItem,
  Breadcrumb,
  DescriptionList,
  Pagination,
  Steps,
  TabLinks,
  Tabs,
} from "@fasthtml/fasthtml/ext/ui";
import { Chapter } from "./book.ts";
import source from "./navigation.ts" with { type: "text" };

export const navigation = new Chapter("Navigation", "compass", source);

navigation.add(
  "Tabs",
  "Arrow keys go from one to the next; all panels are shown without scripts.",
  () =>
    Tabs({
      label: "Account",
      tabs: {
        Profile: DescriptionList({ items: { Name: "Ada Lovelace", "E-mail": "ada@example.com" } }),
        Billing: P("Visa ending in 4242, charged on the first of the month."),
        Team: P("Five of ten seats are taken."),
      },
    }),
);

navigation.add("Links as tabs", "For parts that are pages of their own.", () =>
  TabLinks({
    label: "Settings",
    items: [
      { label: "General", href: "#general", icon: "settings", current: true },
      { label: "Members", href: "#members", icon: "users" },
      { label: "Security", href: "#security", icon: "shield" },
    ],
  }));

navigation.add("Breadcrumb", "Where the page is.", () =>
  Breadcrumb({
    items: [
      { label: "Customers", href: "#customers" },
      { label: "Kite Surf School", href: "#kite" },
      { label: "Invoice 2026-042" },
    ],
  }));

navigation.add(
  "Pagination",
  "The first page, the last, and those around this one.",
  () => Pagination({ page: 7, pages: 24, href: (page) => `?page=${page}` }),
);

navigation.add(
  "Steps",
  "How far a task is.",
  () => Steps({ steps: ["Cart", "Address", "Payment", "Done"], current: 3 }),
);

navigation.add("Accordion", "Of those with one name, one is open.", () =>
  Accordion(
    AccordionItem(
      { title: "Can I change my plan?", name: "faq", open: true },
      P("At any time. What is left of the month is taken into account."),
    ),
    AccordionItem(
      { title: "Where is my data?", name: "faq" },
      P("On servers in the European Union, with a copy each night."),
    ),
    AccordionItem(
      { title: "Who sees my invoices?", name: "faq" },
      P("You, and those whom you invite."),
    ),
  ));
