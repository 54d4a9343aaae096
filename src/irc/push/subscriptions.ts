import { fold } from "../names/casemapping.ts";
import { note } from "../session/keeping.ts";
import type { Network } from "../state/network.ts";
import type { PushSubscription, PushSubscriptions } from "../state/push.ts";
import type { Change } from "../state/records.ts";
import type { Session } from "../state/session.ts";

const HOUR_MS = 3_600_000;

/** How often devices are looked through: whose time is over. */
const CHECK_INTERVAL_MS = HOUR_MS;

/** How old what is kept of when a device was there last may be. */
const RENEWED_PRECISION_MS = 24 * HOUR_MS;

/**
 * Gives what is pushed to an account, and to which devices.
 *
 * @param account its name, in any case
 */
export function pushesOf(
  { records }: Network,
  account: string,
): PushSubscriptions {
  const none = { account, subscriptions: [], watched: [] };
  return records.pushes.get(fold(account)) ?? none;
}

/**
 * Lists the devices of an account.
 *
 * @param account its name, in any case
 */
export function subscriptionsOf(
  network: Network,
  account: string,
): readonly PushSubscription[] {
  return pushesOf(network, account).subscriptions;
}

/** Makes the change after which this is pushed to an account. */
export function changeTo(pushes: PushSubscriptions): Change {
  const { account, subscriptions, watched } = pushes;
  const isNothing = subscriptions.length === 0 && watched.length === 0;
  const value = isNothing ? null : pushes;
  return { kind: "push", key: fold(account), value };
}

/** Adds a device to an account, in place of one that has the same endpoint. */
export function addSubscription(
  network: Network,
  session: Session,
  account: string,
  subscription: PushSubscription,
): void {
  const pushes = pushesOf(network, account);
  const others = pushes.subscriptions
    .filter(({ endpoint }) => endpoint !== subscription.endpoint);
  const subscriptions = [...others, subscription];
  note(network, [changeTo({ ...pushes, subscriptions })], session);
}

/** Keeps that a device of an account is there. */
export function renewSubscription(
  network: Network,
  session: Session,
  account: string,
  subscription: PushSubscription,
): void {
  const { at } = network;
  if (at - subscription.renewedAt < RENEWED_PRECISION_MS) return;
  const pushes = pushesOf(network, account);
  const subscriptions = pushes.subscriptions.map((each) =>
    each === subscription ? { ...each, renewedAt: at } : each
  );
  note(network, [changeTo({ ...pushes, subscriptions })], session);
}

/**
 * Takes a device from an account, if it is one of its own.
 *
 * @param by the client that asked for it; null for none
 */
export function removeSubscription(
  network: Network,
  account: string,
  endpoint: string,
  by: Session | null = null,
): void {
  const pushes = pushesOf(network, account);
  const left = pushes.subscriptions
    .filter((each) => each.endpoint !== endpoint);
  if (left.length === pushes.subscriptions.length) return;
  note(network, [changeTo({ ...pushes, subscriptions: left })], by);
}

/** Makes the changes after which an account has no devices: whoever has described them may not be its owner. */
export function changesWithoutDevices(
  network: Network,
  account: string,
): Change[] {
  const pushes = pushesOf(network, account);
  return pushes.subscriptions.length === 0
    ? []
    : [changeTo({ ...pushes, subscriptions: [] })];
}

/** Forgets the devices whose clients have not come back for too long, once in a while. */
export function expireSubscriptions(network: Network): void {
  const { at, pushesCheckedAt, records, settings: { pushRules } } = network;
  if (at - pushesCheckedAt < CHECK_INTERVAL_MS || pushRules === null) return;
  network.pushesCheckedAt = at;
  const all = [...records.pushes.values()];
  const changes = all.flatMap((pushes) => {
    const { subscriptions } = pushes;
    const left = subscriptions.filter(({ renewedAt }) =>
      at - renewedAt < pushRules.lifeMs
    );
    if (left.length === subscriptions.length) return [];
    return [changeTo({ ...pushes, subscriptions: left })];
  });
  if (changes.length > 0) note(network, changes);
  for (const account of network.shownPushes.keys()) {
    if (!records.pushes.has(account)) network.shownPushes.delete(account);
  }
}
