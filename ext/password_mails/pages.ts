/** What users see of links in mails: the pages, and the mails. */
import {
  A,
  Button,
  Div,
  Form,
  type FT,
  Hidden,
  Input,
  Label,
  P,
  type RequestContext,
  say,
  Script,
} from "../../mod.ts";
import type { MessageKey } from "../../types.ts";

/** Where forms and links lead. */
export interface Paths {
  readonly forgot: string;
  readonly reset: string;
  readonly verify: string;
  readonly login: string;
}

/** What a page shows: its title and its content. */
export interface View {
  readonly title: string;
  readonly content: readonly (FT | undefined)[];
}

/** What a mail says, in the user's language: before its link, and after it. Nothing is secret. */
export interface Words {
  readonly subject: string;
  readonly before: string;
  readonly after: string;
}

/** What a mail has, but for whom it is. */
export interface Mail {
  readonly subject: string;
  readonly body: FT;
}

/** Moves the token from the link to the form, and out of the history: no server sees a fragment. */
const SCRIPT = `(() => {
  const form = document.getElementById("mail-link");
  const take = () => {
    const token = location.hash.slice(1);
    if (!token) return;
    form.elements.token.value = token;
    document.getElementById("mail-token").hidden = true;
    history.replaceState(history.state, "", location.pathname + location.search);
  };
  addEventListener("hashchange", take);
  take();
})();`;

/** The page that asks for the email address. */
export function forgotPage(context: RequestContext, { forgot, login }: Paths): View {
  const told = toTold(context);
  return {
    title: told("passwordForgot"),
    content: [
      Form(
        { action: forgot, method: "post", hx_boost: "false" },
        Label(
          told("emailAddress"),
          Input({ name: "email", type: "email", required: true, autocomplete: "email" }),
        ),
        Button(told("passwordLink")),
      ),
      P(A(told("logIn"), { href: login })),
    ],
  };
}

/** The page after that: the same for each email address. */
export function sentPage(context: RequestContext, email: string, { login }: Paths): View {
  return {
    title: say(context, { key: "passwordForgot" }),
    content: [
      P(say(context, { key: "passwordSent", values: { email } })),
      P(A(say(context, { key: "logIn" }), { href: login })),
    ],
  };
}

/** The page that takes a new password; without a token, for the script, or its user, to fill in. */
export function resetPage(
  context: RequestContext,
  { paths: { reset }, token, problem }: { paths: Paths; token?: string; problem?: string },
): View {
  const told = toTold(context);
  return toLinkPage(context, {
    title: told("passwordNew"),
    action: reset,
    token,
    fields: [
      problem === undefined ? undefined : P({ role: "alert" }, problem),
      Label(
        told("passwordNew"),
        Input({ name: "password", type: "password", required: true, autocomplete: "new-password" }),
      ),
      Button(told("passwordSave")),
    ],
  });
}

/** The page that takes the press of a button, which programs that read mails do not press. */
export function verifyPage(context: RequestContext, { verify }: Paths): View {
  const title = say(context, { key: "emailConfirm" });
  return toLinkPage(context, { title, action: verify, token: undefined, fields: [Button(title)] });
}

/** A page that says one thing, with a link to another page. */
export function wordPage(
  context: RequestContext,
  { title, text, href, link }: Record<"title" | "text" | "link", MessageKey> & { href: string },
): View {
  const told = toTold(context);
  return {
    title: told(title),
    content: [P({ role: "status" }, told(text)), P(A(told(link), { href }))],
  };
}

/** The words of the mail with a link that lets its reader choose a new password. */
export function resetWords(
  context: RequestContext,
  values: { site: string; minutes: number },
): Words {
  return {
    subject: say(context, { key: "resetSubject", values: { site: values.site } }),
    before: say(context, { key: "resetMail", values }),
    after: say(context, { key: "resetUnasked" }),
  };
}

/** The words of the mail with a link that confirms an email address. */
export function verifyWords(
  context: RequestContext,
  values: { site: string; minutes: number },
): Words {
  return {
    subject: say(context, { key: "verifySubject", values: { site: values.site } }),
    before: say(context, { key: "verifyMail", values }),
    after: say(context, { key: "verifyUnasked" }),
  };
}

/** The words of the mail that tells of a new password: to a user who did not choose it, an alarm. */
export function changedWords(context: RequestContext, values: { site: string }): Words {
  return {
    subject: say(context, { key: "changedSubject", values }),
    before: say(context, { key: "changedMail", values }),
    after: "",
  };
}

/** The mail of these words, with a link. */
export function toMail({ subject, before, after }: Words, link: string): Mail {
  return { subject, body: Div(P(before), P(A(link, { href: link })), after && P(after)) };
}

function toLinkPage(
  context: RequestContext,
  { title, action, token, fields }: {
    title: string;
    action: string;
    token: string | undefined;
    fields: readonly (FT | undefined)[];
  },
): View {
  const field = token === undefined
    ? Label(
      { id: "mail-token" },
      say(context, { key: "linkToken" }),
      Input({ name: "token", required: true, autocomplete: "off" }),
    )
    : Hidden({ name: "token", value: token });
  const form = Form(
    { id: "mail-link", action, method: "post", hx_boost: "false" },
    field,
    ...fields,
  );
  return { title, content: token === undefined ? [form, Script(SCRIPT)] : [form] };
}

function toTold(context: RequestContext): (key: MessageKey) => string {
  return (key) => say(context, { key });
}
