import { message, parseMessage } from "../wire/message.ts";
import { matchesMask } from "../wire/mask.ts";
import {
  ERR_NOOPERHOST,
  ERR_PASSWDMISMATCH,
  RPL_TRYAGAIN,
  RPL_YOUREOPER,
} from "../wire/numerics.ts";
import type { Network } from "../network.ts";
import type { Session } from "../session.ts";
import type { OperatorSettings } from "../settings.ts";
import type { User } from "../user.ts";

/**
 * What the password is checked against where OPER names nobody. No password is
 * the right one, and finding that out takes as long as with the hashes that
 * `ircd hash-password` makes.
 */
const NOBODY_HASH = `$scrypt$ln=15,r=8,p=1$${"A".repeat(22)}$${"A".repeat(43)}`;

/** The user modes that an operator has from the start. */
const OPERATOR_MODES = "os";

/**
 * Begins with OPER: asks the shell to check the password.
 *
 * @param network everything there is
 * @param session whose client gave OPER
 * @param name the operator that it wants to become
 * @param password what it gave
 */
export function checkOperator(
  network: Network,
  session: Session,
  name: string,
  password: string,
): void {
  const operator = findOperator(network, name);
  session.operName = name;
  network.effects.checkPassword(
    session.id,
    operator?.passwordHash ?? NOBODY_HASH,
    password,
  );
}

function findOperator(
  { settings }: Network,
  name: string | null,
): OperatorSettings | undefined {
  return settings.operators.find((operator) => operator.name === name);
}

function fitsHost({ hosts }: OperatorSettings, user: User): boolean {
  const { username, realHost } = user;
  return hosts.some((mask) => matchesMask(mask, `${username}@${realHost}`));
}

/**
 * Keeps a line for when the shell has checked the password, so that a client is
 * answered in the order in which it asked.
 *
 * @param network everything there is
 * @param session whose password is checked
 * @param line what its client sent
 * @see Modern IRC, "RPL_TRYAGAIN (263)"
 */
export function holdLine(
  network: Network,
  session: Session,
  line: string,
): void {
  const held = session.held ??= [];
  if (held.length < network.settings.limits.heldLines) {
    held.push(line);
    return;
  }
  const dropped = parseMessage(line);
  if (dropped !== null) {
    network.reply(session, RPL_TRYAGAIN, dropped.command);
  }
}

/**
 * Goes on with OPER, once the shell has checked the password.
 *
 * @param network everything there is
 * @param session whose client gave OPER
 * @param right true if the password was right
 * @see Modern IRC, "OPER message"
 */
export function operatorChecked(
  network: Network,
  session: Session,
  right: boolean,
): void {
  const { operName, user } = session;
  session.operName = null;
  const operator = findOperator(network, operName);
  if (user === null) return;
  if (!right || operator === undefined) {
    network.noticeOperators(`Failed OPER as ${operName} by ${user.realSource}`);
    return network.reply(session, ERR_PASSWDMISMATCH);
  }
  if (!fitsHost(operator, user)) return network.reply(session, ERR_NOOPERHOST);
  becomeOperator(network, user, operator);
  network.reply(session, RPL_YOUREOPER);
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
    user.send(message(user.source, "MODE", [user.nick, `+${made.join("")}`]));
  }
  network.noticeOperators(
    `${user.realSource} is now an operator (${operator.class})`,
  );
}
