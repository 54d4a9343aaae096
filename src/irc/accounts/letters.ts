import type { PendingCode } from "../state/account.ts";
import type { Mail } from "../state/mail.ts";
import type { Settings } from "../state/settings.ts";

const HOUR_MS = 3_600_000;

/** Writes a day, as in `Thu, 01 Jan 2026`. */
export function dayOf(at: number): string {
  return new Date(at).toUTCString().slice(0, 16);
}

/** What a mail with a code says: why it comes, and what the code is for. */
interface Letter {
  readonly subject: string;
  /** Why somebody gets it */
  readonly reason: string;
  /** What the code does */
  readonly use: string;
  /** What is to be typed, with `%` for the account and the code */
  readonly command: string;
  /** What becomes of it if that is not done */
  readonly otherwise: string;
}

const LETTERS: Readonly<Record<PendingCode["purpose"], Letter>> = {
  verify: {
    subject: "Verify your account",
    reason: "has registered an account with this address",
    use: "To verify it",
    command: "/NS VERIFY %",
    otherwise: "the account will be gone then",
  },
  reset: {
    subject: "Forgotten password",
    reason: "has forgotten the password of an account with this address",
    use: "To give it another password",
    command: "/NS RESETPASS % <new password>",
    otherwise: "the password stays as it is",
  },
  email: {
    subject: "Your new address",
    reason: "wants an account to have this address",
    use: "To give it the address",
    command: "/NS VERIFY %",
    otherwise: "it will not get it",
  },
};

/**
 * Writes a mail with a code.
 *
 * @param lifeMs for how long the code is good
 */
export function letterFor(
  { networkName, serverName }: Settings,
  { email: to, purpose }: Pick<PendingCode, "email" | "purpose">,
  account: string,
  code: string,
  lifeMs: number,
): Mail {
  const { command, otherwise, reason, subject, use } = LETTERS[purpose];
  const hours = Math.max(1, Math.round(lifeMs / HOUR_MS));
  const text = [
    `Somebody ${reason} on ${networkName},`,
    `an IRC network (${serverName}). The account is called ${account}.`,
    "",
    `${use}, say there:`,
    "",
    `    ${command.replace("%", () => `${account} ${code}`)}`,
    "",
    `The code is ${code}. It is good for ${
      hours === 1 ? "an hour" : `${hours} hours`
    }.`,
    `If that was not you, do nothing: ${otherwise}.`,
    "",
  ].join("\n");
  return { to, subject: `${networkName}: ${subject}`, text };
}

/**
 * Writes a mail that says that an account is about to be deleted.
 *
 * @param usedAt when it was used last, in milliseconds since 1970
 * @param end when it is deleted
 */
export function disusedAccountLetter(
  { networkName, serverName }: Settings,
  to: string,
  account: string,
  usedAt: number,
  end: number,
): Mail {
  const text = [
    `Your account on ${networkName}, an IRC network (${serverName}), is called`,
    `${account}. It is not used since ${dayOf(usedAt)}.`,
    "",
    `It is deleted on ${dayOf(end)}, with its nicknames and its channels,`,
    "unless you log in to it before. If you do not want it any more, do nothing.",
    "",
  ].join("\n");
  return { to, subject: `${networkName}: Your account is not used`, text };
}

/**
 * Writes a mail that says that channels are about to be dropped.
 *
 * @param account the founder
 * @param channels their names, and when they are dropped, in milliseconds since 1970
 */
export function disusedChannelsLetter(
  { networkName, serverName }: Settings,
  to: string,
  account: string,
  channels: readonly (readonly [name: string, end: number])[],
): Mail {
  const text = [
    `Nobody was for long on channels that your account ${account} has on`,
    `${networkName}, an IRC network (${serverName}). They are dropped on these`,
    "days, unless somebody joins them before:",
    "",
    ...channels.map(([name, end]) => `    ${dayOf(end)}: ${name}`),
    "",
    "If you do not want them any more, do nothing.",
    "",
  ].join("\n");
  return { to, subject: `${networkName}: Your channels are not used`, text };
}
