import { fold } from "../names/casemapping.ts";
import { normaliseMask, userMask } from "../names/user_mask.ts";
import { RPL_YOUREOPER } from "../wire/numerics.ts";
import { accountOf } from "../accounts/accounts.ts";
import { rolesOf } from "../accounts/roles.ts";
import { changePrivileges } from "../channels/views.ts";
import { notice, whoIs } from "../session/notices.ts";
import { reply, tell } from "../session/send.ts";
import type { Network } from "../state/network.ts";
import type { Session } from "../state/session.ts";
import type { OperatorSettings, RoleSettings } from "../state/settings.ts";
import type { User } from "../state/user.ts";

// Who is an operator, and why: with OPER, by the account or the certificate that the configuration names, or by
// the roles of the account. What took away its reason takes away the status.

/** The user modes that an operator has from the start. */
const OPERATOR_MODES = "os";

/** The proofs that the core can look at by itself: all that an operator has must be there. */
type Proofs = Pick<OperatorSettings, "account" | "certificate">;

/** Tells whether a client has shown the certificate of an operator, and is logged in to the account. */
export function hasShown(
  { account, certificate }: Proofs,
  session: Session,
): boolean {
  return (certificate === null || certificate === session.certificate) &&
    (account === null || isSame(account, accountOf(session)));
}

function isSame(one: string, other: string | null): boolean {
  return other !== null && fold(one) === fold(other);
}

/** Tells whether a connection of a user comes from where an operator may come from. */
export function comesFromHost(
  { hosts }: OperatorSettings,
  { nick, username }: User,
  { host, hostname }: Session,
): boolean {
  return hosts.some((each) => {
    const mask = userMask(normaliseMask(each));
    return mask.fitsName(nick, username) &&
      (mask.fitsHost(host) || hostname !== null && mask.fitsHost(hostname));
  });
}

/** The operators of an account, in the order in which they are chosen: those of the configuration first. */
function operatorsFor(
  network: Network,
  account: string | null,
): OperatorSettings[] {
  return [
    ...network.settings.operators,
    ...rolesOf(network, account)
      .filter(({ privileges }) => privileges.length > 0)
      .map((role) => operatorBy(role, account)),
  ];
}

/** Makes a role an operator: whoever has the account may be it. */
function operatorBy(
  { name, privileges }: RoleSettings,
  account: string | null,
): OperatorSettings {
  return {
    name,
    passwordHash: null,
    certificate: null,
    account,
    isAutomatic: true,
    hosts: ["*@*"],
    class: name,
    privileges,
  };
}

/**
 * Finds the operator of a name: one of the configuration, or a role with privileges of the client's account.
 *
 * @param account what the client is logged in to; null for nothing
 */
export function findOperator(
  network: Network,
  account: string | null,
  name: string,
): OperatorSettings | undefined {
  return operatorsFor(network, account)
    .find((operator) => operator.name === name);
}

/** Makes a user an operator who has shown that it is one: with what the roles of its account add. */
export function makeOperator(
  network: Network,
  user: User,
  operator: OperatorSettings,
): void {
  changePrivileges(user, () => {
    user.operator = withRoles(network, user, operator);
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
  });
}

function withRoles(
  network: Network,
  { account }: User,
  operator: OperatorSettings,
): OperatorSettings {
  const added = rolesOf(network, account)
    .flatMap(({ privileges }) => privileges);
  const privileges = [...new Set([...operator.privileges, ...added])];
  return { ...operator, privileges };
}

/**
 * Looks whether a user is still what it is: after it logged in or out, its roles changed, or the configuration.
 * Who has shown no more what the operator takes is one no more, all others have what they are given now.
 */
export function renewOperator(network: Network, user: User): void {
  if (user.operator === null) return;
  const { name } = user.operator;
  const operator = findOperator(network, user.account, name);
  const isStill = operator !== undefined &&
    user.sessions.some((session) => hasShown(operator, session));
  changePrivileges(user, () => {
    if (isStill) user.operator = withRoles(network, user, operator);
    else endOperator(network, user);
  });
}

/** Looks at all operators, after a new configuration. */
export function renewOperators(network: Network): void {
  for (const user of network.users.values()) renewOperator(network, user);
}

/**
 * Makes a user an operator without OPER, who has connected or logged in: where the configuration says so, or a
 * role of its account has privileges. Who is one already stays that.
 */
export function makeAutomaticOperator(network: Network, user: User): void {
  renewOperator(network, user);
  if (user.operator !== null) return;
  const operator = operatorsFor(network, user.account).find((each) =>
    each.isAutomatic &&
    user.sessions.some((session) =>
      comesFromHost(each, user, session) && hasShown(each, session)
    )
  );
  if (operator === undefined) return;
  makeOperator(network, user, operator);
  for (const session of user.sessions) reply(session, RPL_YOUREOPER);
}

function endOperator(network: Network, user: User): void {
  const taken = [...OPERATOR_MODES].filter((letter) =>
    network.setUserMode(user, letter, false)
  );
  tell(user, user.message("MODE", [user.nick, `-${taken.join("")}`]));
  const who = whoIs(user);
  notice(network, "oper", "{who} is no operator any more", { who });
}
