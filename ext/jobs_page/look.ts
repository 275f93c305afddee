/** The style sheet of the page of jobs: light and dark, also on phones. */

/** Colors have a contrast of 4.5 at least, of their own background. */
export const LOOK = `
:root {
  color-scheme: light dark;
  --text: light-dark(#1f2328, #f0f6fc); --soft: light-dark(#59636e, #9aa4af);
  --back: light-dark(#f6f8fa, #0d1117); --card: light-dark(#fff, #161b22);
  --line: light-dark(#d0d7de, #3d444d); --link: light-dark(#0550ae, #79c0ff);
  --red: light-dark(#b3261e, #ff8b82); --green: light-dark(#116329, #6fdd8b);
}
* { box-sizing: border-box }
body {
  margin: 0; padding: clamp(.75rem, 4vw, 2.5rem); overflow-wrap: anywhere;
  font: 16px/1.5 system-ui, sans-serif; color: var(--text); background: var(--back);
}
main { max-width: 64rem; margin-inline: auto }
h1 { margin: 0; font-size: 1.6rem; line-height: 1.3 }
h2 { margin: 0; font-size: 1.15rem }
h3 { margin: 0; font-size: 1rem }
p { margin: 0 }
a { color: var(--link) }
section { margin-top: 2rem }
ul { list-style: none; margin: .75rem 0 0; padding: 0 }
li, article {
  border: 1px solid var(--line); border-radius: .5rem; background: var(--card);
  padding: .75rem 1rem; margin-top: .5rem;
}
li {
  display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 2fr); gap: .25rem 1rem;
  align-items: center;
}
li:has(> p) { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr) minmax(0, 1fr) }
li > form { grid-column: -2; justify-self: end }
dl { display: grid; grid-template-columns: repeat(5, minmax(0, 1fr)); gap: .25rem; margin: 0 }
dt { font-size: .8rem; color: var(--soft) }
dd { margin: 0; font-weight: 600; font-variant-numeric: tabular-nums }
.zero dd, .none, .facts, li > p { color: var(--soft) }
.zero dd { font-weight: 400 }
.running:not(.zero) dd { color: var(--green) }
.dead:not(.zero) dd a, .error { color: var(--red) }
.none { margin-top: .75rem }
.facts { font-size: .875rem }
.error { margin-top: .5rem }
.note { margin-top: .5rem; font-weight: 600; outline-offset: .25rem }
code, pre { font: .875rem/1.5 ui-monospace, monospace }
pre {
  max-height: 24rem; margin: .5rem 0; padding: .75rem; overflow: auto; white-space: pre-wrap;
  border: 1px solid var(--line); border-radius: .375rem; background: var(--back);
}
details { margin-top: .5rem }
summary { cursor: pointer; width: fit-content; color: var(--link) }
header { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: baseline }
header form { margin-left: auto }
footer, nav { display: flex; gap: .5rem; margin-top: .75rem }
nav { justify-content: space-between }
nav [rel=next] { margin-left: auto }
button {
  font: inherit; min-height: 2.25rem; padding: .25rem .9rem; cursor: pointer;
  color: var(--text); background: var(--card); border: 1px solid var(--line); border-radius: .375rem;
}
button:hover { border-color: currentColor }
.drop { color: var(--red) }
.ended { color: var(--soft) }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px }
@media (max-width: 40rem) {
  li, li:has(> p) { grid-template-columns: minmax(0, 1fr) }
}
`;
