/** What is around every page: the sidebar with its links, the theme, and who has signed in. */
import type { Child, FT, RequestContext } from "@fasthtml/fasthtml";
import { AppShell, ThemeToggle } from "@fasthtml/fasthtml/ext/ui";
import { SignOut } from "./sign_out.ts"; // --auth

/** What differs from page to page. */
export interface Page {
  title: string;
  description?: string;
}

export function Shell(context: RequestContext, page: Page, ...children: Child[]): FT[] {
  const end: Child[] = [ThemeToggle()];
  if (context.auth) end.push(SignOut()); // --auth
  return AppShell({
    ...page,
    brand: "{{name}}",
    nav: [
      { label: "Notes", href: "/", icon: "notebook-pen" },
      { label: "About", href: "/about", icon: "info" },
    ],
    current: context.url.pathname,
    end,
  }, children);
}
