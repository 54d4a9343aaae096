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
import { accountOf } from "../accounts/accounts.ts";
import { askPassword } from "../session/waiting.ts";
import { countFailure, forgiveFailures } from "../users/failures.ts";
import { notice, whoIs } from "../session/notices.ts";
import { reply } from "../session/send.ts";
import {
  comesFromHost,
  findOperator,
  hasShown,
  makeOperator,
} from "./standing.ts";

/**
 * Begins with OPER. An operator has a password, a certificate, an account, or
 * several of them, and then all are needed. The shell is asked to check the
 * password; where there is nobody of that name, or without the certificate or the
 * login, it is asked all the same, so that the answer takes as long.
 *
 * @param password "" for none
 */
export function checkOperator(
  network: Network,
  session: Session,
  name: string,
  password: string,
): void {
  const operator = findOperator(network, accountOf(session), name);
  const isShown = operator !== undefined && hasShown(operator, session);
  if (isShown && operator.passwordHash === null) {
    return enter(session, operator, session.user);
  }
  const passwordHash = operator?.passwordHash ?? undefined;
  askPassword(network, session, "operator", { name }, passwordHash, password);
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
  const operator = findOperator(network, user.account, data.name);
  const isCurrent = operator?.passwordHash === data.passwordHash;
  if (
    !right || operator === undefined || !isCurrent ||
    !hasShown(operator, session)
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
  if (!comesFromHost(operator, user, session)) {
    return refuse(session, user, operator.name, ERR_NOOPERHOST);
  }
  forgiveFailures(session, `operator ${operator.name}`);
  makeOperator(network, user, operator);
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
  const isThere = findOperator(network, user.account, name) !== undefined;
  const asked = isThere ? name : { words: name };
  notice(network, "oper", "Failed OPER as {asked} by {who}", { asked, who });
  reply(session, numeric);
  const claim = isThere ? `operator ${name}` as const : "";
  if (!countFailure(session, claim, "Too many failed OPER attempts")) return;
  const text = "{who} is closed after too many failed OPER attempts";
  notice(network, "oper", text, { who });
}
