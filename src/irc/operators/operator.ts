import { normaliseMask, userMask } from "../names/user_mask.ts";
import {
  ERR_NOOPERHOST,
  ERR_PASSWDMISMATCH,
  type Numeric,
  RPL_YOUREOPER,
} from "../wire/numerics.ts";
import type { Network } from "../state/network.ts";
import type { Session } from "../state/session.ts";
import type { RequestOf } from "../state/request.ts";
import type { OperatorSettings } from "../state/settings.ts";
import type { User } from "../state/user.ts";
import { changePrivileges } from "../channels/views.ts";
import { askPassword } from "../session/waiting.ts";
import { countFailure, forgiveFailures } from "../users/failures.ts";
import { notice, whoIs } from "../session/notices.ts";
import { reply, tell } from "../session/send.ts";

/** The user modes that an operator has from the start. */
const OPERATOR_MODES = "os";

/**
 * Begins with OPER. An operator has a password, a certificate, or both, and then
 * both are needed. The shell is asked to check the password; where there is
 * nobody of that name, or without the certificate, it is asked all the same, so
 * that the answer takes as long.
 *
 * @param password "" for none
 */
export function checkOperator(
  network: Network,
  session: Session,
  name: string,
  password: string,
): void {
  const operator = findOperator(network, name);
  const isShown = operator !== undefined && fitsCertificate(operator, session);
  if (isShown && operator.passwordHash === null) {
    return enter(session, operator, session.user);
  }
  const passwordHash = operator?.passwordHash ?? undefined;
  askPassword(network, session, "operator", { name }, passwordHash, password);
}

function fitsCertificate(
  { certificate }: OperatorSettings,
  session: Session,
): boolean {
  return certificate === null || certificate === session.certificate;
}

function findOperator(
  { settings }: Network,
  name: string,
): OperatorSettings | undefined {
  return settings.operators.find((operator) => operator.name === name);
}

function fitsHost({ hosts }: OperatorSettings, user: User): boolean {
  return hosts.some((host) => {
    const mask = userMask(normaliseMask(host));
    return mask.fitsName(user.nick, user.username) &&
      user.comesFrom((host) => mask.fitsHost(host));
  });
}

/**
 * Goes on with OPER, once the shell has checked the password.
 *
 * @param right true if the password was right
 * @see Modern IRC, "OPER message"
 */
export function operatorChecked(
  network: Network,
  session: Session | undefined,
  { data }: RequestOf<"operator">,
  right: boolean,
): void {
  const user = session?.user ?? null;
  if (session === undefined || user === null) return;
  const operator = findOperator(network, data.name);
  const isCurrent = operator?.passwordHash === data.passwordHash;
  if (
    !right || operator === undefined || !isCurrent ||
    !fitsCertificate(operator, session)
  ) {
    return refuse(session, user, data.name, ERR_PASSWDMISMATCH);
  }
  enter(session, operator, user);
}

/** The client has proved who it is: it must also come from where it may. */
function enter(
  session: Session,
  operator: OperatorSettings,
  user: User | null,
): void {
  const { network } = session;
  if (user === null) return;
  if (!fitsHost(operator, user)) {
    return refuse(session, user, operator.name, ERR_NOOPERHOST);
  }
  forgiveFailures(session, `operator ${operator.name}`);
  changePrivileges(user, () => becomeOperator(network, user, operator));
  reply(session, RPL_YOUREOPER);
}

function refuse(
  session: Session,
  user: User,
  name: string,
  numeric: Numeric,
): void {
  const { network } = session;
  const who = whoIs(user);
  // What is no operator's name may be a password.
  const isThere = findOperator(network, name) !== undefined;
  const asked = isThere ? name : { words: name };
  notice(network, "oper", "Failed OPER as {asked} by {who}", { asked, who });
  reply(session, numeric);
  const claim = isThere ? `operator ${name}` as const : "";
  if (!countFailure(session, claim, "Too many failed OPER attempts")) return;
  const text = "{who} is closed after too many failed OPER attempts";
  notice(network, "oper", text, { who });
}

/**
 * Gives operators what a new configuration gives them, and takes it from those
 * who are not there any more.
 */
export function renewOperators(network: Network): void {
  for (const user of network.users.values()) {
    if (user.operator === null) continue;
    const operator = findOperator(network, user.operator.name);
    changePrivileges(user, () => {
      if (operator === undefined) endOperator(network, user);
      else user.operator = operator;
    });
  }
}

function endOperator(network: Network, user: User): void {
  const taken = [...OPERATOR_MODES].filter((letter) =>
    network.setUserMode(user, letter, false)
  );
  tell(user, user.message("MODE", [user.nick, `-${taken.join("")}`]));
}

function becomeOperator(
  network: Network,
  user: User,
  operator: OperatorSettings,
): void {
  user.operator = operator;
  const made = [...OPERATOR_MODES].filter((letter) =>
    network.setUserMode(user, letter, true)
  );
  if (made.length > 0) {
    tell(user, user.message("MODE", [user.nick, `+${made.join("")}`]));
  }
  notice(network, "oper", "{who} is now an operator ({class})", {
    who: whoIs(user),
    class: operator.class,
  });
}
