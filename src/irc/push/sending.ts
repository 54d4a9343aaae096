import { fold } from "../names/casemapping.ts";
import type { Rate } from "../names/rate.ts";
import { isCountedOut, networkOf } from "../accounts/throttles.ts";
import { accountMarkerOf } from "../messages/read_markers.ts";
import type { UserContext } from "../session/context.ts";
import { secondsToWait } from "../session/rates.ts";
import { PUSH_WORK } from "../session/work.ts";
import type { Network } from "../state/network.ts";
import type { Push, PushOutcome, PushSubscription } from "../state/push.ts";
import { countRefusal } from "../state/refusing.ts";
import type { RequestOf } from "../state/request.ts";
import type { Session } from "../state/session.ts";
import type { User } from "../state/user.ts";
import { payloadOf } from "./payload.ts";
import { removeSubscription, subscriptionsOf } from "./subscriptions.ts";

/** How often a user is pushed to: whoever wants to can make a telephone ring. */
const PUSHES: Rate = { times: 30, milliseconds: 60_000 };

/** How often that is for one sender: nobody uses up what there is for the others. */
const PUSHES_OF_SENDER: Rate = { times: 10, milliseconds: 60_000 };

/** So many pushes wait at once: for one account those of one sender and of all, and for all accounts; more are dropped. */
const MOST_WAITING_OF_SENDER = 10;
const MOST_WAITING_OF_ACCOUNT = 20;
const MOST_WAITING = 10_000;

/** Of so many conversations of an account it is known that a device shows something; a newer one drives out the oldest. */
const MOST_SHOWN = 50;

/** Tells whether there is a device to push to. */
export function isPushedTo(network: Network, { account }: User): boolean {
  const { records, settings } = network;
  return account !== null && records.pushes.size > 0 &&
    settings.pushRules !== null &&
    subscriptionsOf(network, account).length > 0;
}

/**
 * Pushes something to the devices of a user, unless it is read before its time has come: nobody who sits in front of
 * another client wants a telephone to ring.
 *
 * @param context of who has caused it
 * @param what whose owner, account and user are not filled in
 */
export function push(
  context: UserContext,
  user: User,
  what: Omit<Push, "owner" | "account" | "user">,
): void {
  const { at, network, session } = context;
  if (user.account === null || !isPushedTo(network, user)) return;
  const [account, sender] = [fold(user.account), senderIn(context)];
  const isTooOften =
    isCountedOut(network, `push ${sender} ${account}`, PUSHES_OF_SENDER) ||
    secondsToWait(user, "pushes", PUSHES, at) > 0;
  if (isTooOften) return countRefusal(network, "pushes");
  const whole = { ...what, owner: session.id, account, user: user.id };
  const dueAt = dueTime(network, user);
  if (dueAt <= at) return sendPush(network, whole);
  if (!hasRoom(network, account, sender)) {
    return countRefusal(network, "pushes");
  }
  network.waitingPushes.push({ ...whole, sender, dueAt });
}

/** Tells who has caused a push: an account, or the network that those without one come from. */
function senderIn({ session, user }: UserContext): string {
  return user.account === null ? networkOf(session.host) : fold(user.account);
}

/** Tells whether one more push may wait. */
function hasRoom(
  { waitingPushes }: Network,
  account: string,
  sender: string,
): boolean {
  const ofAccount = waitingPushes.filter((each) => each.account === account);
  const ofSender = ofAccount.filter((each) => each.sender === sender);
  return ofSender.length < MOST_WAITING_OF_SENDER &&
    ofAccount.length < MOST_WAITING_OF_ACCOUNT &&
    waitingPushes.length < MOST_WAITING;
}

/** When it is certain enough that a user does not see a message that comes now; in milliseconds since 1970. */
function dueTime(
  { at, settings: { pushRules } }: Network,
  { attentiveAt, away, sessions }: User,
): number {
  if (pushRules === null || sessions.length === 0) return at;
  const { activeMs, delayMs } = pushRules;
  const goneAt = away === null ? attentiveAt + activeMs : at;
  return Math.max(at + delayMs, goneAt);
}

/** Sends the pushes whose time has come, and drops those that their users must have seen. */
export function sendDuePushes(network: Network): void {
  if (network.waitingPushes.length === 0) return;
  const { at, usersById, waitingPushes } = network;
  const due: Push[] = [];
  network.waitingPushes = waitingPushes.filter((waiting) => {
    const { sessions = [] } = usersById.get(waiting.user) ?? {};
    if (isSeen(network, waiting)) return false;
    if (sessions.length > 0 && at < waiting.dueAt) return true;
    due.push(waiting);
    return false;
  });
  for (const push of due) sendPush(network, push);
}

/** Tells whether a user who is there has said or read something since. */
function isSeen(
  { usersById }: Network,
  { at, user }: Pick<Push, "at" | "user">,
): boolean {
  const { attentiveAt = 0, sessions = [] } = usersById.get(user) ?? {};
  return sessions.length > 0 && attentiveAt > at;
}

/**
 * Tells whether a push that was asked for is still to be sent. Until it is its turn, or it is tried again, its device
 * may be forgotten, and what it shows may be read.
 *
 * @param request the number of the request
 */
export function isWanted(network: Network, request: number): boolean {
  const asked = network.requests.get(request);
  if (asked?.kind !== "pushed") return asked !== undefined;
  const { account, at, endpoint, urgency, where } = asked.data;
  const isThere = subscriptionsOf(network, account).some((each) =>
    each.endpoint === endpoint && each.registeredAt <= at
  );
  if (!isThere) return false;
  // That something was read is told whatever its user does.
  if (urgency === "high" && isSeen(network, asked.data)) return false;
  const readAt = where === null ? 0 : accountMarkerOf(network, account, where);
  return (readAt ?? 0) < at;
}

/** Takes off what waits of a conversation that was read. */
export function dropRead(
  network: Network,
  account: string,
  where: string,
  readAt: number,
): void {
  network.waitingPushes = network.waitingPushes.filter((waiting) =>
    waiting.account !== account || waiting.where !== where ||
    waiting.at > readAt
  );
}

/**
 * Has a push sent to each device of an account.
 *
 * @param isMeant tells which of the devices
 */
export function sendPush(
  network: Network,
  push: Push,
  isMeant: (subscription: PushSubscription) => boolean = () => true,
): void {
  const { account, at, owner, urgency, user, where } = push;
  // What was said before there was a device may have been said to somebody else, who had the account then.
  const meant = subscriptionsOf(network, account)
    .filter((each) => each.registeredAt <= at && isMeant(each));
  if (network.settings.pushRules === null || meant.length === 0) return;
  if (where !== null) noteShown(network, account, where, at);
  for (const subscription of meant) {
    const { auth, endpoint, p256dh } = subscription;
    const request = network.nextId();
    const data = { account, at, endpoint, urgency, user, where };
    const asked = { kind: "pushed", data, session: "", label: null } as const;
    network.requests.set(request, { ...asked, kept: null });
    network.work += PUSH_WORK;
    network.effects.push({
      kind: "push",
      owner,
      request,
      to: { endpoint, p256dh, auth },
      line: payloadOf(push, subscription),
      urgency,
      isRepeated: true,
    });
  }
}

function noteShown(
  { shownPushes }: Network,
  account: string,
  where: string,
  at: number,
): void {
  const shown = shownPushes.get(account) ?? new Map<string, number>();
  shownPushes.set(account, shown);
  shown.delete(where);
  shown.set(where, at);
  const [oldest] = shown.keys();
  if (shown.size > MOST_SHOWN) shown.delete(oldest);
}

/** Goes on once a push was sent, or cannot be: a device that is there no more is forgotten. */
export function pushed(
  network: Network,
  _session: Session | undefined,
  { data: { account, endpoint } }: RequestOf<"pushed">,
  outcome: PushOutcome,
): void {
  if (outcome === "gone") removeSubscription(network, account, endpoint);
}
