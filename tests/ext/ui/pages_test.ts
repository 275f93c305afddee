import { strictEqual } from "node:assert";
import { render } from "../../../mod.ts";
import {
  AuthPage,
  Features,
  Hero,
  LandingPage,
  NavBar,
  PageFooter,
  PageSection,
} from "../../../ext/ui.ts";

Deno.test("a page for a form has a title, a brand and a card", () => {
  strictEqual(
    render(
      AuthPage({ title: "Sign in", brand: "Acme", below: "Sign up", description: "Hello" }, "Form"),
    ),
    '<title>Sign in</title><div class="ui-auth"><header><a href="/" class="ui-brand">Acme' +
      '</a><div></div></header><main id="ui-main" tabindex="-1"><div class="ui-card">' +
      '<div class="ui-card-head"><h1>Sign in</h1><p>Hello</p></div>' +
      '<div class="ui-card-body ui-flow">Form</div></div><footer>Sign up</footer></main>' +
      "</div>",
  );
});

Deno.test("a landing page has its landmarks", () => {
  strictEqual(
    render(
      LandingPage({
        title: "Acme",
        brand: "Acme",
        nav: [{ label: "Docs", href: "/docs" }],
        footer: PageFooter("© Acme"),
      }, "Main"),
    ),
    '<title>Acme</title><div class="ui-site">' +
      '<a href="#ui-main" class="ui-skip">Skip to content</a><header class="ui-site-bar">' +
      '<div class="ui-wrap"><a href="/" class="ui-brand">Acme</a><nav aria-label="Main">' +
      '<ul class="ui-site-nav"><li><a href="/docs"><span>Docs</span></a></li></ul></nav>' +
      '</div></header><main id="ui-main" tabindex="-1">Main</main>' +
      '<footer class="ui-footer"><div class="ui-wrap">© Acme</div></footer></div>',
  );
});

Deno.test("sections of a page", () => {
  strictEqual(
    render(Hero({ title: "Hello", eyebrow: "New", lead: "Lead", actions: "Go" })),
    '<section><div class="ui-wrap ui-hero ui-hero-center"><div class="ui-hero-text">' +
      '<span class="ui-badge ui-tone-primary">New</span><h1>Hello</h1>' +
      '<p class="ui-hero-lead">Lead</p><div class="ui-row">Go</div></div></div></section>',
  );
  strictEqual(
    render(Hero({ title: "Hello", media: "Picture" })),
    '<section><div class="ui-wrap ui-hero ui-hero-media"><div class="ui-hero-text">' +
      "<h1>Hello</h1></div><div>Picture</div></div></section>",
  );
  strictEqual(
    render(PageSection({ title: "T", lead: "L", band: true }, "…")),
    '<section class="ui-band"><div class="ui-wrap"><div class="ui-section-head"><h2>T' +
      "</h2><p>L</p></div>…</div></section>",
  );
  strictEqual(
    render(PageSection({ title: "T", level: 1 })),
    '<section><div class="ui-wrap"><div class="ui-section-head"><h1>T</h1></div></div></section>',
  );
  strictEqual(
    render(Features([{ title: "Fast", text: "Very" }], { id: "f" })),
    '<section id="f"><div class="ui-wrap"><ul class="ui-features"><li><h3>Fast</h3>' +
      "<p>Very</p></li></ul></div></section>",
  );
});

Deno.test("a bar has links in a list, or by what they say", () => {
  const links = (html: string) => html.replace(/<a /g, "\n<a ").replace(/<\/a>.*/g, "");
  strictEqual(
    links(`${NavBar({ brand: "Acme", label: "Blog", nav: { One: "/1", Two: "/2" } })}`),
    '<header class="ui-site-bar"><div class="ui-wrap">\n<a href="/" class="ui-brand">Acme' +
      '\n<a href="/1"><span>One</span>\n<a href="/2"><span>Two</span>',
  );
  strictEqual(
    render(NavBar({ brand: "Acme", nav: { One: "/1" } })),
    render(NavBar({ brand: "Acme", nav: [{ label: "One", href: "/1" }] })),
  );
});
