import { fold } from "../names/casemapping.ts";
import { note } from "../session/keeping.ts";
import type { Network } from "../state/network.ts";
import type { PushSubscription } from "../state/push.ts";
import type { Change } from "../state/records.ts";
import type { Session } from "../state/session.ts";

const HOUR_MS = 3_600_000;

/** How often devices are looked through: whose time is over. */
const CHECK_INTERVAL_MS = HOUR_MS;

/** How old what is kept of when a device was there last may be. */
const RENEWED_PRECISION_MS = 24 * HOUR_MS;

const NONE: readonly PushSubscription[] = [];

/**
 * Lists the devices of an account.
 *
 * @param account its name, in any case
 */
export function subscriptionsOf(
  { records }: Network,
  account: string,
): readonly PushSubscription[] {
  return records.pushes.get(fold(account))?.subscriptions ?? NONE;
}

/** Makes the change after which an account has these devices. */
function changeTo(
  account: string,
  subscriptions: readonly PushSubscription[],
): Change {
  const value = subscriptions.length === 0 ? null : { account, subscriptions };
  return { kind: "push", key: fold(account), value };
}

/** Adds a device to an account, in place of one that has the same endpoint. */
export function addSubscription(
  network: Network,
  session: Session,
  account: string,
  subscription: PushSubscription,
): void {
  const others = subscriptionsOf(network, account)
    .filter(({ endpoint }) => endpoint !== subscription.endpoint);
  note(network, [changeTo(account, [...others, subscription])], session);
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
  const renewed = subscriptionsOf(network, account).map((each) =>
    each === subscription ? { ...each, renewedAt: at } : each
  );
  note(network, [changeTo(account, renewed)], session);
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
  const all = subscriptionsOf(network, account);
  const left = all.filter((each) => each.endpoint !== endpoint);
  if (left.length === all.length) return;
  note(network, [changeTo(account, left)], by);
}

/** Forgets the devices whose clients have not come back for too long, once in a while. */
export function expireSubscriptions(network: Network): void {
  const { at, pushesCheckedAt, records, settings: { pushRules } } = network;
  if (at - pushesCheckedAt < CHECK_INTERVAL_MS || pushRules === null) return;
  network.pushesCheckedAt = at;
  const all = [...records.pushes.values()];
  const changes = all.flatMap(({ account, subscriptions }) => {
    const left = subscriptions.filter(({ renewedAt }) =>
      at - renewedAt < pushRules.lifeMs
    );
    if (left.length === subscriptions.length) return [];
    return [changeTo(account, left)];
  });
  if (changes.length > 0) note(network, changes);
  for (const account of network.shownPushes.keys()) {
    if (!records.pushes.has(account)) network.shownPushes.delete(account);
  }
}
