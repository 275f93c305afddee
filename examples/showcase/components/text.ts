/** Text. */
import {
  A,
  Blockquote,
  Code,
  H2,
  H3,
  Li,
  Ol,
  P,
  Pre,
  Strong,
  Table,
  Tbody,
  Td,
  Th,
  Thead,
  Tr,
  Ul,
} from "@fasthtml/fasthtml";
import { Prose } from "@fasthtml/fasthtml/ext/ui";
import { Chapter } from "./book.ts";
import source from "./text.ts" with { type: "text" };

export const text = new Chapter("Text", "type", source);

text.add("Prose", "What Markdown becomes: a book's measure and rhythm.", () =>
  Prose(
    P(
      "A page is read before it is used. ",
      Strong("Prose"),
      " gives a text of several paragraphs the width of a book, and headings the space that shows what belongs to what. ",
      A("Links are underlined", { href: "#" }),
      ", since not everybody sees a color.",
    ),
    H2("Why a measure"),
    P("Lines of about sixty-six characters are read without losing the place. Longer ones tire the eye on its way back; shorter ones break sentences apart."),
    Ul(
      Li("The type is the system's, so that nothing is fetched"),
      Li("Sizes follow a scale, and the user's own setting"),
      Li("Numbers in tables are as wide as each other"),
    ),
    H3("Code, quotes, tables"),
    P("A call such as ", Code("Prose(P(…))"), " is set in the type of code."),
    Pre(Code('rt("/", () => Prose(P("Hello")));')),
    Blockquote(P("Perfection is reached when there is nothing left to take away.")),
    Ol(Li("First measure"), Li("Then cut")),
    Table(
      Thead(Tr(Th("Size"), Th("Use"))),
      Tbody(Tr(Td("15 px"), Td("Applications")), Tr(Td("17 px"), Td("Reading"))),
    ),
  ));
