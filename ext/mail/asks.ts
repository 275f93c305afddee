/** Mails that strangers ask for, by an email address in a form: how many there may be. */
import { toNetwork } from "../../lib/http/around/mod.ts";
import type { Database, RequestContext } from "../../mod.ts";
import { type Limit, limit, type LimitStore, type Rate } from "../ratelimit.ts";
import { toQuota } from "../ratelimit/quota.ts";
import { toAddress } from "./address.ts";

/** How often mails may be asked for, and where that is counted. */
export interface AskRates {
  /** What the names of the limits begin with. */
  readonly name: string;
  readonly store: Database<boolean> | LimitStore | undefined;
  /** By one client. */
  readonly ipRate: Rate;
  /** By one client for one email address. */
  readonly emailRate: Rate;
  /** For one email address. */
  readonly mailboxRate: Rate;
}

/**
 * The limits, in the order in which they count: what a client asks for too often is not counted for
 * the email address, or one client could use up what is another's.
 */
export function toLimits({ name, store, ...rates }: AskRates): Limit[] {
  return [
    limit(rates.ipRate, { store, name: `${name} client` }),
    limit(rates.emailRate, { store, name: `${name} email`, key: readAsker, headers: false }),
    limit(rates.mailboxRate, { store, name: `${name} mailbox`, key: readEmail, headers: false }),
  ];
}

/**
 * How many links of one email address must be good at the same time, so that those which others ask
 * for end none: as many as are sent to it in the time that a link is good.
 */
export function countGood(mailboxRate: Rate, seconds: number): number {
  const quota = toQuota(mailboxRate);
  return quota.count + Math.ceil(quota.count * seconds / quota.seconds);
}

/**
 * The email address of a form, in small letters: one user, however it is typed. The mail goes to
 * what this returns, so one who has it is this user, even where a server tells capitals apart. The
 * limits and the handler all read it by this, or a second field would pass a limit.
 */
export async function readEmail({ data }: RequestContext): Promise<string> {
  const { email } = await data();
  return toAddress(email as string).toLowerCase();
}

async function readAsker(context: RequestContext): Promise<string> {
  return `${await readEmail(context)} ${toNetwork(context.scope.client ?? "")}`;
}
