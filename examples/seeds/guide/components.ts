/** Elements as functions, a component of one's own, and all elements below one name. */
import { A, Article, Body, Div, H2, Head, Html, Img, P, Title, toXml } from "@fasthtml/fasthtml";
import * as ft from "@fasthtml/fasthtml/html";

const page = Html(
  Head(Title("My Page")),
  Body(
    Div(
      "Some text, ",
      A("a link", { href: "https://example.com" }),
      Img({ src: "https://placehold.co/100" }),
      { cls: "container" },
    ),
  ),
);

export function Card(title: string, body: string): ft.FT {
  return Article(
    H2(title, { cls: "card-title" }),
    P(body, { cls: "card-body" }),
    { cls: "card" },
  );
}

if (import.meta.main) {
  // deno-lint-ignore no-console -- the program prints HTML
  console.log(`${toXml(page, { indent: true })}\n${ft.Div(Card("Welcome", "This is a card."))}`);
}
