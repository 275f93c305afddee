/** What users see who are signed in: their profile, and what keeps it theirs. */
import {
  addToast,
  APIRouter,
  checked,
  type Child,
  type FieldErrors,
  Form,
  type FT,
  FtResponse,
  HTTPException,
  Input,
  Redirect,
  type RequestContext,
  Span,
} from "@fasthtml/fasthtml";
import type { Linkable } from "@fasthtml/fasthtml/types";
import {
  Alert,
  AppShell,
  Avatar,
  Badge,
  Button,
  Card,
  ConfirmButton,
  DropZone,
  FieldForm,
  FormFor,
  Grid,
  IconButton,
  Row,
  Table,
  ThemeToggle,
} from "@fasthtml/fasthtml/ext/ui";
import { z } from "zod";
import { readKind } from "../files/kind.ts";
import {
  BRAND,
  changePicture,
  name,
  passkeys,
  password,
  passwords,
  pictures,
  removePicture,
  store,
  toHash,
  users,
} from "./accounts.ts";

const Profile = z.object({ name });
const Change = z.object({ current: password, next: password });

export const members = APIRouter();

export const profile = members.get("/", ({ auth }) => ProfilePage(auth));

const rename = members.post("/profile", { sent: checked(Profile) }, ({ sent, auth, session }) => {
  if (!sent.ok) return FtResponse(ProfilePage(auth, sent), { status: 422 });
  users.update(sent.value, auth);
  addToast(session, "Your name is saved", "success");
  return Redirect(profile);
});

const upload = members.post("/picture", { file: File }, async ({ file, auth, session }) => {
  const type = await readKind(file);
  if (!type) {
    const page = ProfilePage(auth, { wrong: "This is no PNG, JPEG, GIF or WebP." });
    return FtResponse(page, { status: 422 });
  }
  changePicture(auth, type, await file.bytes());
  addToast(session, "Your picture is saved", "success");
  return Redirect(profile);
});

const remove = members.post("/picture/remove", ({ auth }) => {
  removePicture(auth);
  return Redirect(profile);
});

/** Users see their own pictures alone. */
const picture = members.get("/pictures/{id:uuid}", ({ id, auth }) => {
  const { user, type, bytes } = pictures.get(id);
  if (user !== auth) throw new HTTPException(404);
  return new Response(bytes, {
    headers: {
      "Content-Type": type,
      "X-Content-Type-Options": "nosniff",
      "Cache-Control": "private, max-age=31536000, immutable",
    },
  });
});

const security = members.get("/security", (context) => SecurityPage(context));

const change = members.post("/security/password", { sent: checked(Change) }, async (context) => {
  const { sent, auth, session, scope: { client } } = context;
  const again = async (errors: FieldErrors) =>
    FtResponse(await SecurityPage(context, errors), { status: 422 });
  if (!sent.ok) return again(sent.errors);
  const { current, next } = sent.value, { email, hash: old } = users.get(auth);
  if (!await passwords.check(email ?? auth, current, old || undefined, { client })) {
    return again({ current: "This is not your password." });
  }
  const { hash, wrong } = await toHash(context, next);
  if (hash === undefined) return again({ next: wrong });
  users.update({ hash }, auth);
  await store.revokeAll(auth, { except: session });
  addToast(session, "Your password is changed. All other places are signed out.", "success");
  return Redirect(security);
});

const forget = members.post("/security/passkeys/remove", { id: String }, ({ id, auth }) => {
  passkeys.deleteWhere({ id, user: auth });
  return Redirect(security);
});

const end = members.post("/security/end", { id: String }, async ({ id, auth }) => {
  await store.revoke(auth, id);
  return Redirect(security);
});

const endAll = members.post("/security/end-all", async ({ auth, session }) => {
  const count = await store.revokeAll(auth, { except: session });
  addToast(session, count === 1 ? "One other place is signed out" : `${count} are signed out`);
  return Redirect(security);
});

/** A page for users who are signed in. */
function Page(title: "Profile" | "Security", ...content: Child[]) {
  const nav = [
    { label: "Profile", href: profile, icon: "circle-user" as const },
    { label: "Security", href: security, icon: "shield" as const },
  ];
  const out = Form(
    { method: "post", action: "/logout" },
    IconButton({ icon: "log-out", label: "Log out", variant: "ghost" }),
  );
  return AppShell({ title, brand: BRAND, nav, end: Row(ThemeToggle(), out) }, content);
}

interface ProfileState {
  input?: object;
  errors?: FieldErrors;
  /** What is wrong with the picture that was sent. */
  wrong?: string;
}

function ProfilePage(id: string, { input, errors, wrong }: ProfileState = {}) {
  const user = users.get(id);
  const src = user.picture ? picture.to({ id: user.picture }) : undefined;
  return Page(
    "Profile",
    Grid(
      Card(
        { title: "You", description: user.email ?? "You sign in by a provider." },
        FormFor(Profile, { action: rename, values: input ?? { name: user.name }, errors }),
      ),
      Card(
        { title: "Picture", end: Avatar({ name: user.name, src, size: "lg" }) },
        FieldForm(
          { method: "post", action: upload, enctype: "multipart/form-data" },
          wrong && Alert({ tone: "danger", title: wrong }),
          DropZone({
            name: "file",
            accept: "image/png,image/jpeg,image/gif,image/webp",
            required: true,
            hint: "PNG, JPEG, GIF or WebP, 2 MB at most",
          }),
          Row(
            { justify: "end" },
            Button("Upload", { variant: "primary" }),
          ),
        ),
        src && ConfirmButton({ question: "Remove your picture?", action: remove }, "Remove"),
      ),
    ),
  );
}

async function SecurityPage(context: RequestContext, errors: FieldErrors = {}) {
  const { auth, session } = context;
  const { hash, email } = users.get(auth), keys = passkeys({ user: auth });
  const places = await store.list(auth, session);
  return Page(
    "Security",
    Grid(
      hash !== "" && Card(
        { title: "Password", description: "A new one signs out all other places." },
        FormFor(Change, {
          action: change,
          errors,
          submit: "Change",
          fields: {
            current: {
              label: "Your password",
              as: "password",
              required: true,
              autocomplete: "current-password",
            },
            next: {
              label: "New password",
              as: "password",
              required: true,
              minlength: 8,
              autocomplete: "new-password",
            },
          },
          // Password managers ask whose it is.
        }, Input({ type: "text", hidden: true, autocomplete: "username", value: email })),
      ),
      Card(
        {
          title: "Passkeys",
          description: "Sign in by fingerprint, face or PIN, with nothing to remember.",
        },
        keys.length > 0 && Table({
          label: "Passkeys",
          rows: keys,
          columns: {
            id: { label: "Key", show: (id) => `…${id.slice(-6)}` },
            user: {
              label: Span("What to do", { cls: "ui-hidden" }),
              align: "end",
              show: (_, { id }) => Act(forget, id, "Remove"),
            },
          },
        }),
        Form({ data_passkey: "sign-up" }, Button("Add a passkey", { icon: "plus" })),
      ),
    ),
    Card(
      {
        title: "Where you are signed in",
        end: places.length > 1 && ConfirmButton(
          { question: "Sign out everywhere else?", action: endAll },
          "Sign out everywhere else",
        ),
      },
      Table({
        label: "Where you are signed in",
        rows: places,
        columns: {
          agent: { label: "Browser", show: (agent) => toBrowser(agent) },
          seen: { label: "Last seen (UTC)", show: (date) => DATE.format(date) },
          id: {
            label: Span("What to do", { cls: "ui-hidden" }),
            align: "end",
            show: (id, { isCurrent }) =>
              isCurrent ? Badge("Here", { tone: "success" }) : Act(end, id, "Sign out"),
          },
        },
      }),
    ),
  );
}

/** A button that does something with one thing of a list. */
function Act(action: Linkable, id: string, label: string): FT {
  return Form({ method: "post", action }, Button(label, { size: "sm", name: "id", value: id }));
}

/** What a browser calls itself, in two words. */
function toBrowser(agent: string): string {
  const browser = /Firefox|Edg|OPR|Chrome|Safari/.exec(agent)?.[0] ?? agent.slice(0, 40);
  const system = /Android|iPhone|iPad|Windows|Mac OS|Linux/.exec(agent)?.[0];
  return system ? `${browser} on ${system}` : browser || "Unknown";
}

const DATE = new Intl.DateTimeFormat("en", {
  dateStyle: "medium",
  timeStyle: "short",
  timeZone: "UTC",
});
