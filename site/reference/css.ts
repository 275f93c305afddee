/** How parts of a reference page look; colors are of the site's variables, with others for none. */

/** A style sheet for pages of the reference. */
export const referenceCss = `
.ref-anchor { color: inherit; text-decoration: none; }
.ref-anchor:hover, .ref-anchor:focus-visible { text-decoration: underline; }
.ref-kind { font-size: 0.875rem; opacity: 0.8; }
.ref-signature { overflow-x: auto; }
.ref > * + *, .ref-name > * + *, .ref-example > * + * { margin-block-start: 0.75rem; }
.ref > .ref-name { margin-block: 2.5rem; }
.ref-name > .ref-kind { margin-block-start: 0.25rem; }
.ref-signature a, .ref-members code a { text-decoration: underline dotted; }
.ref-members { overflow-x: auto; margin-block: 1rem; }
.ref-members table { width: 100%; border-collapse: collapse; font-size: 0.9375rem; }
.ref-members :is(th, td) {
  padding: 0.4rem 0.75rem 0.4rem 0;
  border-bottom: 1px solid color-mix(in srgb, currentColor 18%, transparent);
  text-align: start;
  vertical-align: top;
}
.ref-members td > code { overflow-wrap: break-word; white-space: pre-wrap; }
.ref-members code.ref-member { white-space: nowrap; }
.ref-members td p { margin: 0; }
.ref-members td p + p { margin-top: 0.5rem; }
.ref-members tr:target, .ref-name h2:target, .ref-name h3:target {
  background: color-mix(in srgb, currentColor 10%, transparent);
}
.ref-subject ul { display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; padding: 0; list-style: none; }
@media (max-width: 40rem) {
  .ref-members :is(thead) { position: absolute; clip-path: inset(50%); }
  .ref-members :is(tr, td) { display: block; }
  .ref-members td { padding-block: 0.15rem; border: 0; }
  .ref-members tr {
    padding-block: 0.4rem;
    border-bottom: 1px solid color-mix(in srgb, currentColor 18%, transparent);
  }
}
`;
