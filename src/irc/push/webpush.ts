import { upperCase } from "../names/casemapping.ts";
import type { Rate } from "../names/rate.ts";
import { message } from "../wire/outgoing.ts";
import {
  FAIL_PUSH_ENDPOINT,
  FAIL_PUSH_FAILED,
  FAIL_PUSH_FORBIDDEN,
  FAIL_PUSH_KEYS,
  FAIL_PUSH_MOST,
  FAIL_PUSH_PARAMETERS,
  FAIL_PUSH_REFUSED,
  FAIL_PUSH_SUBCOMMAND,
  FAIL_PUSH_TOR,
  FAIL_RATE_LIMITED,
  type StandardReply,
  standardReply,
} from "../wire/standard_replies.ts";
import { postpone } from "../session/answer.ts";
import type { Command, UserContext } from "../session/context.ts";
import { secondsToWait } from "../session/rates.ts";
import { send } from "../session/send.ts";
import { startAside } from "../session/waiting.ts";
import { PUSH_WORK } from "../session/work.ts";
import type { Network } from "../state/network.ts";
import type { PushOutcome, PushSubscription } from "../state/push.ts";
import { countRefusal } from "../state/refusing.ts";
import type { RequestOf } from "../state/request.ts";
import type { Session } from "../state/session.ts";
import { fold } from "../names/casemapping.ts";
import { isEndpoint, keysIn } from "./description.ts";
import { capabilitiesForPushes } from "./payload.ts";
import {
  addSubscription,
  removeSubscription,
  renewSubscription,
  subscriptionsOf,
} from "./subscriptions.ts";

/** How often a user may have the server ask a push service whether it is one. */
const TESTS: Rate = { times: 10, milliseconds: 60_000 };

/** What a device is pushed first, to find out whether it is there. */
const TEST = "NOTE WEBPUSH REGISTERED :Push notifications enabled";

/** @see IRCv3 webpush */
export const webpush: Command = {
  name: "WEBPUSH",
  parameters: 0,
  registered: true,
  capability: "draft/webpush",
  syntax: "REGISTER <endpoint> <keys> | UNREGISTER <endpoint>",
  help: "Has what is said to you pushed to a device that sleeps.",
  run(context, [given = "", endpoint = "", ...rest]) {
    const subcommand = upperCase(given);
    const fail = (reply: StandardReply) =>
      context.fail(reply, subcommand, endpoint);
    const { session, settings, user: { account } } = context;
    if (account === null) return fail(FAIL_PUSH_FORBIDDEN);
    if (subcommand === "UNREGISTER") {
      if (endpoint === "" || rest.length > 0) return fail(FAIL_PUSH_PARAMETERS);
      return unregister(context, account, endpoint);
    }
    if (subcommand !== "REGISTER") return fail(FAIL_PUSH_SUBCOMMAND);
    if (rest.length !== 1) return fail(FAIL_PUSH_PARAMETERS);
    // What the push service learns is where this server is.
    const isHidden = settings.torListeners.includes(session.listener);
    if (isHidden) return fail(FAIL_PUSH_TOR);
    const ports = settings.pushRules?.ports ?? [];
    if (!isEndpoint(endpoint, ports)) return fail(FAIL_PUSH_ENDPOINT);
    const keys = keysIn(rest[0]);
    if (keys === null) return fail(FAIL_PUSH_KEYS);
    register(context, account, endpoint, keys);
  },
};

function register(
  context: UserContext,
  account: string,
  endpoint: string,
  keys: Pick<PushSubscription, "auth" | "p256dh">,
): void {
  const { at, network, session, user } = context;
  const capabilities = capabilitiesForPushes(session.capabilities);
  const known = subscriptionsOf(network, account)
    .find((each) => each.endpoint === endpoint);
  const isSame = known !== undefined && known.auth === keys.auth &&
    known.p256dh === keys.p256dh &&
    known.capabilities.join() === capabilities.join();
  if (isSame) {
    renewSubscription(network, session, account, known);
    return confirm(network, session, endpoint);
  }
  const fail = (reply: StandardReply) =>
    context.fail(reply, "REGISTER", endpoint);
  if (isFull(network, account, endpoint)) return fail(FAIL_PUSH_MOST);
  if (secondsToWait(user, "push-tests", TESTS, at) > 0) {
    countRefusal(network, "pushes");
    return fail(FAIL_RATE_LIMITED);
  }
  const dates = { registeredAt: at, renewedAt: at };
  const subscription = { endpoint, ...keys, capabilities, ...dates };
  const data = { account, subscription };
  const label = postpone(session);
  const request = startAside(network, session, "push-tested", data, label);
  network.work += PUSH_WORK;
  network.effects.push({
    kind: "push",
    owner: session.id,
    request,
    to: { endpoint, ...keys },
    line: `:${network.settings.serverName} ${TEST}`,
    urgency: "normal",
    isRepeated: false,
  });
}

/** Tells whether an account has as many other devices as it may. */
function isFull(
  network: Network,
  account: string,
  endpoint: string,
): boolean {
  const most = network.settings.pushRules?.subscriptions ?? 0;
  const others = subscriptionsOf(network, account)
    .filter((each) => each.endpoint !== endpoint);
  return others.length >= most;
}

function confirm(network: Network, session: Session, endpoint: string): void {
  session.pushEndpoint = endpoint;
  const { serverName } = network.settings;
  send(session, message(serverName, "WEBPUSH", ["REGISTER", endpoint]));
}

/** Takes a device once a push has reached its push service. Whoever has gone meanwhile does not want it any more. */
export function pushTested(
  network: Network,
  session: Session | undefined,
  { data: { account, subscription } }: RequestOf<"push-tested">,
  outcome: PushOutcome,
): void {
  if (session === undefined) return;
  const { endpoint } = subscription;
  const { serverName } = network.settings;
  const fail = (reply: StandardReply) =>
    send(
      session,
      standardReply(serverName, "WEBPUSH", reply, ["REGISTER", endpoint]),
    );
  const isStill = fold(session.user?.account ?? "") === fold(account);
  if (!isStill) return fail(FAIL_PUSH_FORBIDDEN);
  if (outcome === "failed") return fail(FAIL_PUSH_FAILED);
  if (outcome !== "taken") return fail(FAIL_PUSH_REFUSED);
  if (isFull(network, account, endpoint)) return fail(FAIL_PUSH_MOST);
  addSubscription(network, session, account, subscription);
  confirm(network, session, endpoint);
}

/** What is not there is gone already. */
function unregister(
  context: UserContext,
  account: string,
  endpoint: string,
): void {
  const { network, session, settings: { serverName } } = context;
  removeSubscription(network, account, endpoint, session);
  if (session.pushEndpoint === endpoint) session.pushEndpoint = null;
  context.send(message(serverName, "WEBPUSH", ["UNREGISTER"], endpoint));
}
