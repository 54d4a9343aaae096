import type { PendingCode } from "../state/account.ts";
import type { Mail } from "../state/mail.ts";
import type { Settings } from "../state/settings.ts";

const HOUR_MS = 3_600_000;

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
