import type { Rate } from "../names/rate.ts";
import { secondsToWait } from "../session/rates.ts";
import {
  ERR_NOPRIVILEGES,
  ERR_UMODEUNKNOWNFLAG,
  RPL_SNOMASKIS,
  RPL_TRYAGAIN,
  RPL_VISIBLEHOST,
} from "../wire/numerics.ts";
import {
  areNotices,
  changeNoticeMask,
  USER_MODES,
  type UserMode,
  userMode,
  USUAL_NOTICES,
} from "../modes/index.ts";
import type { UserContext } from "../session/context.ts";
import type { User } from "../state/user.ts";
import { changePrivileges } from "../channels/views.ts";
import { announceHost } from "./change_host.ts";
import {
  type ModeChange,
  modeStrings,
  type SignedLetter,
  signedLetters,
} from "../modes/mode_string.ts";
import { tell } from "../session/send.ts";
import { countRefusal } from "../state/refusing.ts";

const MAX_MODE_BYTES = 200;

/** How often users may change their hosts: many are shown somebody who quits and joins. */
const HOST_RATE: Rate = { times: 5, milliseconds: 50_000 };

/**
 * Changes the modes of the user who asked, as far as the user may, and says what
 * really changed.
 *
 * @param modes the mode string
 * @param params what stands behind it
 * @see Modern IRC, "User mode"
 */
export function changeUserModes(
  context: UserContext,
  modes: string,
  params: readonly string[],
): void {
  const { network, user } = context;
  const { source } = user;
  const words = [...params];
  let asksNotices = false;
  const made: ModeChange[] = [];
  const refusals = new Set<typeof ERR_UMODEUNKNOWNFLAG>();
  let isTooFast = false;
  for (const change of signedLetters(modes)) {
    const mode = userMode(change.letter);
    if (mode === undefined) refusals.add(ERR_UMODEUNKNOWNFLAG);
    else if (!mayChange(mode, user, change.set)) {
      if (mode.setter === "operator") refusals.add(ERR_NOPRIVILEGES);
    } else if (mustWait(context, change)) isTooFast = true;
    else if (change.letter === "s" && change.set) {
      asksNotices = true;
      const word = words.shift();
      if (!areNotices(word)) refusals.add(ERR_UMODEUNKNOWNFLAG);
      made.push(...chooseNotices(context, word));
    } else if (setMode(context, change)) made.push(change);
  }
  made.push(...takeOperatorModes(context));
  const hasOtherHost = user.source !== source;
  if (hasOtherHost) announceHost(network, user, source);
  for (const params of modeStrings(made, MAX_MODE_BYTES)) {
    tell(user, user.message("MODE", [user.nick, ...params]));
  }
  if (asksNotices && user.notices !== "") {
    context.reply(RPL_SNOMASKIS, `+${user.notices}`);
  }
  for (const refusal of refusals) context.fail(refusal);
  if (isTooFast) context.fail(RPL_TRYAGAIN, context.command.name);
  if (!hasOtherHost) return;
  for (const own of context.of(user)) own.reply(RPL_VISIBLEHOST, user.host);
}

/** Who takes off +o loses what operators see. */
function setMode(
  { network, user }: UserContext,
  { letter, set }: SignedLetter,
): boolean {
  let hasChanged = false;
  changePrivileges(user, () => {
    hasChanged = network.setUserMode(user, letter, set);
  });
  return hasChanged;
}

/**
 * Sets +s with the notices that a word chooses, beside those that the operator gets already, and takes it off
 * where none are left. Without a word they stay, or are the usual ones.
 */
function chooseNotices(
  { network, user }: UserContext,
  word: string | undefined,
): ModeChange[] {
  const notices = word === undefined
    ? user.notices || USUAL_NOTICES
    : changeNoticeMask(user.notices, word);
  const set = notices !== "";
  const hasChanged = network.setUserMode(user, "s", set);
  if (set) network.setNotices(user, notices);
  return hasChanged ? [{ letter: "s", set }] : [];
}

function mustWait(
  { at, network, user }: UserContext,
  change: SignedLetter,
): boolean {
  if (change.letter !== "x" || user.is("x") === change.set) return false;
  if (secondsToWait(user, "host", HOST_RATE, at) === 0) return false;
  countRefusal(network, "hosts");
  return true;
}

/** Who is no operator any more loses the modes that only operators have. */
function takeOperatorModes({ network, user }: UserContext): ModeChange[] {
  if (user.operator !== null) return [];
  return USER_MODES
    .filter((mode) => mode.setter === "operator")
    .filter(({ letter }) => network.setUserMode(user, letter, false))
    .map(({ letter }) => ({ set: false, letter }));
}

function mayChange(
  { setter, removable }: UserMode,
  user: User,
  set: boolean,
): boolean {
  if (!set) return removable;
  return setter === "user" || setter === "operator" && user.operator !== null;
}
