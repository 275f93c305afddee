import { deepStrictEqual, match, strictEqual } from "node:assert";
import type { DeadJob } from "../../../ext/jobs.ts";
import { DeadItem, DeadSection, EndedItem, type Links, Now } from "../../../ext/jobs_page/view.ts";

const links: Links = {
  list: (name, page) => `/?name=${name}&page=${page}`,
  now: () => "/now",
  retry: () => "/retry",
  drop: () => "/drop",
  dropSchedule: () => "/drop-schedule",
  retryAll: () => "/retry-all",
};

const JOB: DeadJob = {
  id: "0a",
  name: "mail",
  data: { to: "ann@example.com" },
  key: "ann",
  tries: 5,
  error: "Error: no\n    at mail.ts:1:1",
  at: new Date(Date.UTC(2026, 10, 22, 6, 7, 8)),
  retry: () => Promise.resolve(),
  drop: () => Promise.resolve(),
};

Deno.test("DeadItem() shows a job, what it was given only where that is wanted", () => {
  const buttons =
    '<footer><form method="post" action="/retry" hx-post="/retry" hx-swap="outerHTML" ' +
    'hx-target="closest article"><input type="hidden" value="mail" name="name">' +
    '<input type="hidden" value="0a" name="id">' +
    '<button class="retry" aria-describedby="job-0a">Retry</button></form>' +
    '<form method="post" action="/drop" hx-post="/drop" hx-swap="outerHTML" ' +
    'hx-target="closest article" hx-confirm="Remove this job of mail? It can\'t be brought back.">' +
    '<input type="hidden" value="mail" name="name"><input type="hidden" value="0a" name="id">' +
    '<button class="drop" aria-describedby="job-0a">Drop</button></form></footer>';
  const facts = '<h3 id="job-0a">mail</h3><p class="facts">' +
    '<time datetime="2026-11-22T06:07:08.000Z">2026-11-22 06:07:08 UTC</time> · 5 tries · ' +
    "<code>0a</code>";
  const error = '<p class="error"><strong>Error: no</strong></p><details><summary>The whole error' +
    '</summary><pre tabindex="0"><code>Error: no\n    at mail.ts:1:1</code></pre></details>';
  strictEqual(
    `${DeadItem(JOB, { links, showData: false })}`,
    `<article>${facts}</p>${error}${buttons}</article>`,
  );
  strictEqual(
    `${DeadItem(JOB, { links, showData: true })}`,
    `<article>${facts} · key <code>ann</code></p>${error}<details><summary>Data</summary>` +
      '<pre tabindex="0"><code>{\n  "to": "ann@example.com"\n}</code></pre></details>' +
      `${buttons}</article>`,
  );
});

Deno.test("DeadSection() has a head of its name, and links to other pages where there are some", () => {
  const item = `${DeadItem(JOB, { links, showData: false })}`;
  const show = (dead: DeadJob[], name: string, page: number, hasMore: boolean, note?: string) =>
    `${DeadSection({ dead, name, page, hasMore, note, links, showData: false })}`;
  const all = "<header><h2>Dead jobs</h2></header>";
  const head = '<header><h2>Dead jobs of mail</h2><a href="/?name=&amp;page=1#dead">Show all</a>';
  const retryAll =
    '<form method="post" action="/retry-all" hx-post="/retry-all" hx-swap="outerHTML" ' +
    'hx-target="#dead" hx-confirm="Queue all dead jobs of mail again?">' +
    '<input type="hidden" value="mail" name="name"><button>Retry all</button></form></header>';
  const none = (text: string) => `<p class="none">${text}</p>`;
  const nav = (...parts: string[]) => `<nav aria-label="Pages">${parts.join("")}</nav>`;
  const link = (text: string, name: string, page: number, rel: string) =>
    `<a href="/?name=${name}&amp;page=${page}#dead" rel="${rel}">${text}</a>`;
  const note = '<p class="note" role="status" tabindex="-1" autofocus>Done</p>';
  deepStrictEqual(
    [
      show([], "", 1, false),
      show([], "", 2, false),
      show([JOB, JOB], "", 1, true),
      show([JOB], "", 2, false),
      show([], "mail", 1, false, "Done"),
      show([JOB], "mail", 2, true),
    ],
    [
      all + none("There are none."),
      all + none("There are no more.") + nav(link("Newer", "", 1, "prev")),
      all + item + item + nav(link("Older", "", 2, "next")),
      all + item + nav(link("Newer", "", 1, "prev")),
      `${head}</header>${note}${none("There are none.")}`,
      head + retryAll + item +
      nav(link("Newer", "mail", 1, "prev"), link("Older", "mail", 3, "next")),
    ].map((html) => `<section id="dead">${html}</section>`),
  );
  strictEqual(`${EndedItem("Done")}`, `<article class="ended">${note}</article>`);
});

Deno.test("DeadItem() shows the whole error where it has more lines, or a long one", () => {
  const show = (error: string) =>
    [...`${DeadItem({ ...JOB, error }, { links, showData: false })}`.matchAll(
      /<strong>(.*?)<\/strong>|<code>(e.*?)<\/code>/gs,
    )].map(([, first, whole]) => first ?? whole);
  const [short, long] = ["e".repeat(300), "e".repeat(301)] as const;
  deepStrictEqual([short, long, "e\ne"].map(show), [
    [short],
    [`${short}… (1 more character)`, long],
    ["e", "e\ne"],
  ]);
});

Deno.test("DeadItem() escapes and cuts what a job brings along", () => {
  const evil = '"><img src=x onerror=alert(1)>';
  const error = `${evil}${"e".repeat(400)}`;
  const data = { [evil]: "</code>" + "😀".repeat(3000) };
  const job = { ...JOB, name: evil, key: evil, tries: 1, error, data };
  const html = `${DeadItem(job, { links, showData: true })}`;
  deepStrictEqual([html.includes("<img"), html.includes("</code>\\"), html.isWellFormed()], [
    false,
    false,
    true,
  ]);
  match(html, / · 1 try · /);
  match(html, /<strong>.{20,}e… \(130 more characters\)<\/strong>/);
  match(html, /😀(?:\ufffd)?… \(4,0\d\d more characters\)<\/code>/);
});

Deno.test("Now() tells how long the oldest job waits, in a unit that fits", () => {
  const own = Date.now, now = own();
  const age = (ms: number) => {
    const oldest = new Date(now - ms);
    const queues = [{ name: "a", waiting: 1234, later: 0, running: 0, dead: 0, oldest }];
    Date.now = () => now;
    try {
      const html = Now({ queues, schedules: [], links }).join("");
      return /<dt>Oldest<\/dt><dd>(.*?)<\/dd>/.exec(html)![1];
    } finally {
      Date.now = own;
    }
  };
  const s = 1000, min = 60 * s, h = 60 * min, d = 24 * h;
  deepStrictEqual(
    [-5000, s - 1, 2 * min - 1, 2 * min, 119 * min, 2 * h, 47 * h, 2 * d, 400 * d].map((ms) =>
      age(ms)
    ),
    ["0 s", "0 s", "119 s", "2 min", "119 min", "2 h", "47 h", "2 d", "400 d"],
  );
});

/** The button for a schedule that no program has any more. */
const dropForm = (name: string) =>
  '<form method="post" action="/drop-schedule" hx-post="/drop-schedule" hx-swap="outerHTML" ' +
  `hx-target="#dead" hx-confirm="Remove the schedule of ${name}? A program that has it writes it ` +
  `down again."><input type="hidden" value="${name}" name="name"><button class="drop" ` +
  `aria-describedby="schedule-${name}">Remove</button></form>`;

Deno.test("Now() shows queues and schedules in plain numbers", () => {
  const none = { waiting: 0, later: 0, running: 0, dead: 0, oldest: undefined };
  strictEqual(
    Now({ queues: [], schedules: [], links }).join(""),
    '<section><h2>Queues</h2><p class="none">There are no jobs.</p></section>',
  );
  const one = { name: "a", pattern: "* * * * *", zone: "UTC", next: new Date(0) };
  strictEqual(
    `${Now({ queues: [], schedules: [one], links })[1]}`,
    '<section><h2>Schedules</h2><ul><li><h3 id="schedule-a">a</h3><p><code>* * * * *</code> UTC</p>' +
      '<p>Due since <time datetime="1970-01-01T00:00:00.000Z">1970-01-01 00:00:00</time></p>' +
      `${dropForm("a")}</li></ul></section>`,
  );
  const row = (label: string, cls: string, shown: string) =>
    `<div class="${cls}"><dt>${label}</dt><dd>${shown}</dd></div>`;
  const schedule = { name: "<b>", pattern: "0 6 * * *", zone: "Asia/Tokyo" };
  strictEqual(
    Now({
      queues: [{ ...none, name: "<b>", later: 100_000, dead: 2 }],
      schedules: [
        { ...schedule, next: new Date(Date.UTC(2126, 0, 1, 21)) },
        { ...schedule, next: new Date(0) },
      ],
      links,
    }).join(""),
    "<section><h2>Queues</h2><ul><li><h3>&lt;b&gt;</h3><dl>" +
      row("Waiting", "waiting zero", "0") + row("Running", "running zero", "0") +
      row("Later", "later", "100,000") +
      row(
        "Dead",
        "dead",
        '<a href="/?name=&lt;b&gt;&amp;page=1#dead" aria-label="2 dead: show">2</a>',
      ) +
      row("Oldest", "oldest zero", "–") +
      "</dl></li></ul></section><section><h2>Schedules</h2><ul>" +
      '<li><h3 id="schedule-&lt;b&gt;">&lt;b&gt;</h3><p><code>0 6 * * *</code> Asia/Tokyo</p><p>Next ' +
      '<time datetime="2126-01-01T21:00:00.000Z">2126-01-02 06:00:00</time></p></li>' +
      '<li><h3 id="schedule-&lt;b&gt;">&lt;b&gt;</h3><p><code>0 6 * * *</code> Asia/Tokyo</p><p>Due since ' +
      '<time datetime="1970-01-01T00:00:00.000Z">1970-01-01 09:00:00</time></p>' +
      `${dropForm("&lt;b&gt;")}</li></ul></section>`,
  );
});
