import { fold } from "../names/casemapping.ts";
import { copy } from "../names/text.ts";
import {
  FAIL_ACCOUNT_EXISTS,
  FAIL_ACCOUNT_NAME_MUST_BE_NICK,
  FAIL_ALREADY_AUTHENTICATED,
  FAIL_BAD_ACCOUNT_NAME,
  FAIL_COMPLETE_CONNECTION,
  FAIL_MAIL_TOO_OFTEN,
  FAIL_NEED_NICK,
  FAIL_REGISTRATION_CLOSED,
  FAIL_REGISTRATION_NOT_HERE,
  FAIL_REGISTRATION_TOO_OFTEN,
  FAIL_RESERVED_NAME,
  FAIL_TRY_AGAIN,
  FAIL_TRY_LATER,
  type StandardReply,
} from "../wire/standard_replies.ts";
import { mayRegisterEarly } from "../session/capabilities.ts";
import type { Context } from "../session/context.ts";
import { keep } from "../session/keeping.ts";
import { notice, whoIsAt } from "../session/notices.ts";
import { askHash, askSecret } from "../session/waiting.ts";
import type { Account, HashedPassword } from "../state/account.ts";
import { forbids } from "../state/defcon.ts";
import type { Network } from "../state/network.ts";
import { newParty } from "../state/parties.ts";
import type { RegistrationWay, RequestOf } from "../state/request.ts";
import type { Session } from "../state/session.ts";
import { accountOf, NEW_ACCOUNT } from "./accounts.ts";
import { changeTo } from "./changes.ts";
import { codeFrom, pendingCode } from "./codes.ts";
import { logIn } from "./login.ts";
import { isAskingTooOften, isMailedTooOften } from "./mail_limits.ts";
import { sendCode } from "./mailing.ts";
import {
  emailRefusal,
  isAccountName,
  isForOperator,
  isNameTaken,
  passwordRefusal,
} from "./names.ts";
import { watchNicksOf } from "./nicknames.ts";
import { isRegisteringTooOften } from "./throttles.ts";
import { confirmStep, refuseStep } from "./ways.ts";

/** What somebody gives who wants to have an account. */
export interface Application {
  /** What it is to be called; `*` for as its client is */
  readonly name: string;
  /** `*` for none */
  readonly email: string;
  readonly password: string;
}

/** Stands for no name, and for no address. */
const NOTHING = "*";

type Refusal = readonly [StandardReply, account: string];

/**
 * Begins to register an account: what is wrong with it is said at once, all else once its password is hashed.
 *
 * @see IRCv3 account-registration
 */
export function registerAccount(
  context: Context,
  way: RegistrationWay,
  application: Application,
): void {
  const { network, session } = context;
  const name = nameFor(session, application.name);
  const refusal = refusalOf(context, application, name);
  if (refusal !== null || name === null) {
    const [reply, account] = refusal ?? [FAIL_NEED_NICK, NOTHING];
    return refuseStep(network, session, way, "REGISTER", reply, account);
  }
  const { password } = application;
  const { email: rule } = context.settings.accountRules;
  const isWanted = rule !== "none" && application.email !== NOTHING;
  const email = isWanted ? application.email : null;
  askHash(network, session, "register", { name, email, way }, password);
}

/** A nickname that somebody else has is none that the client has, but what it means. */
function nameFor(
  { registration, user }: Session,
  given: string,
): string | null {
  const nick = user?.nick ?? registration?.nick ?? registration?.refusedNick ??
    null;
  return given === NOTHING || nick === null ? nick : copy(given);
}

function refusalOf(
  context: Context,
  { email, name: given, password }: Application,
  name: string | null,
): Refusal | null {
  const { network, session, settings } = context;
  const { accountRules: rules } = settings;
  const { registration, user } = session;
  if (!rules.registration) return [FAIL_REGISTRATION_CLOSED, given];
  if (forbids(network, "registering")) return [FAIL_TRY_LATER, given];
  if (registration !== null && !mayRegisterEarly(settings)) {
    return [FAIL_COMPLETE_CONNECTION, given];
  }
  // Else everybody gets past a ban that wants an account.
  if (context.protocol.loginReason(network, session) !== null) {
    return [FAIL_REGISTRATION_NOT_HERE, given];
  }
  const account = accountOf(session);
  if (account !== null) return [FAIL_ALREADY_AUTHENTICATED, account];
  if (name === null) return [FAIL_NEED_NICK, NOTHING];
  const nick = nameFor(session, NOTHING) ?? "";
  if (!rules.customName && fold(name) !== fold(nick)) {
    return [FAIL_ACCOUNT_NAME_MUST_BE_NICK, name];
  }
  if (!isAccountName(context, name)) return [FAIL_BAD_ACCOUNT_NAME, name];
  if (isNameTaken(network, name, user)) return [FAIL_ACCOUNT_EXISTS, name];
  if (isForOperator(network, name)) return [FAIL_RESERVED_NAME, name];
  const isEmailRequired = email !== NOTHING || rules.email === "required";
  const fault = (isEmailRequired ? emailRefusal(email, settings) : null) ??
    passwordRefusal(network, password, name) ??
    rateRefusal(context, email, name);
  return fault === null ? null : [fault, name];
}

/** Counts, and so comes last. */
function rateRefusal(
  { network, session: { host }, settings }: Context,
  email: string,
  name: string,
): StandardReply | null {
  if (isRegisteringTooOften(network, host)) return FAIL_REGISTRATION_TOO_OFTEN;
  if (email === NOTHING || settings.accountRules.email === "none") return null;
  const isTooMuch = isAskingTooOften(network, host, name) ||
    isMailedTooOften(network, email);
  return isTooMuch ? FAIL_MAIL_TOO_OFTEN : null;
}

/** Goes on with an account once its password is hashed. */
export function applicationHashed(
  network: Network,
  session: Session | undefined,
  { data: { email, name, way } }: RequestOf<"register">,
  hashed: HashedPassword | null,
): void {
  if (session === undefined) return;
  if (hashed === null) {
    return refuseStep(network, session, way, "REGISTER", FAIL_TRY_AGAIN, name);
  }
  const registeredAt = network.at;
  const party = newParty(network);
  const given = { name, party, email, registeredAt };
  const account = { ...NEW_ACCOUNT, ...hashed, ...given };
  if (email !== null) {
    return askSecret(network, session, "register-code", { account, way });
  }
  const verifiedAt = network.at;
  keepNew(network, session, { ...account, verifiedAt }, way, null);
}

/** Goes on with an account once there is a secret for the code that verifies it. */
export function codeDrawn(
  network: Network,
  session: Session | undefined,
  { data: { account, way } }: RequestOf<"register-code">,
  secret: string,
): void {
  const { email } = account;
  if (session === undefined || email === null) return;
  const code = codeFrom(secret);
  const expiresAt = network.at + network.settings.accountRules.verifyMs;
  const pending = pendingCode("verify", code, email, expiresAt);
  keepNew(network, session, { ...account, pending }, way, code);
}

/** Somebody else may have taken the name meanwhile. */
function keepNew(
  network: Network,
  session: Session,
  value: Account,
  way: RegistrationWay,
  code: string | null,
): void {
  const { name } = value;
  if (isNameTaken(network, name, session.user)) {
    const reply = FAIL_ACCOUNT_EXISTS;
    return refuseStep(network, session, way, "REGISTER", reply, name);
  }
  keep(network, session, [changeTo(value)], "registered", { name, way, code });
}

/** Tells a client that its account is there, and logs it in if nothing is left to do. */
export function accountKept(
  network: Network,
  session: Session | undefined,
  { data: { code, name, way } }: RequestOf<"registered">,
  isKept: boolean,
): void {
  const account = network.records.accounts.get(fold(name));
  if (!isKept || account === undefined) {
    if (session === undefined) return;
    return refuseStep(network, session, way, "REGISTER", FAIL_TRY_AGAIN, name);
  }
  const who = session === undefined ? "Somebody" : whoIsAt(session);
  const text = "{who} has registered the account {name}";
  const isToBeSent = code !== null && session !== undefined;
  // First: it takes the label with it, and nothing else.
  if (isToBeSent) sendCode(network, session, account, code, way);
  notice(network, "account", text, { who, name });
  if (code !== null || session === undefined) return;
  const said = `The account ${name} is yours now`;
  confirmStep(network, session, way, "REGISTER", "SUCCESS", name, said);
  logIn(network, session, account);
  watchNicksOf(network, account);
}
