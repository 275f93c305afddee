/** What is around every page: the header with its links, and the footer. */
import {
  A,
  type Child,
  Footer,
  Header,
  Li,
  Nav,
  type RequestContext,
  Small,
  Strong,
  Ul,
} from "@fasthtml/fasthtml";
import { SignOut } from "./accounts.ts"; // --auth

export function layout(content: readonly Child[], context: RequestContext): Child {
  const link = (text: string, href: string) => {
    const isHere = context.url.pathname === href;
    return Li(A(text, { href, aria_current: isHere ? "page" : undefined }));
  };
  return [
    Header(
      { cls: "container" },
      Nav(
        { aria_label: "Main" },
        Ul(Li(Strong("{{name}}"))),
        Ul(
          link("Notes", "/"),
          link("About", "/about"),
          context.auth && Li(SignOut()), // --auth
        ),
      ),
    ),
    content, // `Titled` puts it into <main>
    Footer({ cls: "container" }, Small("Made with FastHTML for Deno.")),
  ];
}
