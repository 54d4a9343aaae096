import type { HashedPassword } from "../state/account.ts";
import type { Network } from "../state/network.ts";
import type { OrderData, RequestOf } from "../state/request.ts";
import type { SearchOutcome } from "../state/search.ts";
import type { Session } from "../state/session.ts";
import { say } from "../session/services.ts";
import { findAccount } from "../accounts/accounts.ts";
import { ALL_SERVICES } from "./index.ts";
import { findOrder } from "./orders.ts";
import { Conversation, type Service, type ServiceCommand } from "./service.ts";

function orderOf(
  data: OrderData,
): { service: Service; order: ServiceCommand } | null {
  const service = ALL_SERVICES.find(({ nick }) => nick === data.service);
  const order = service && findOrder(service, data.order);
  return service === undefined || order === undefined
    ? null
    : { service, order };
}

/** Takes up what a client was saying to a service; null if it has gone. */
function talkOf(
  network: Network,
  session: Session | undefined,
  data: OrderData,
): Conversation | null {
  const found = orderOf(data);
  const user = session?.user ?? null;
  if (found === null || session === undefined || user === null) return null;
  const { order, service } = found;
  return new Conversation(network, session, user, service, order);
}

/** Goes on with a command of a service once what it has changed is written, or cannot be. */
export function orderKept(
  network: Network,
  session: Session | undefined,
  { data }: RequestOf<"order-kept">,
  isKept: boolean,
): void {
  const texts = isKept ? data.texts : [
    "That cannot be saved now, so that nothing has changed. Try again later.",
  ];
  if (session !== undefined) {
    for (const text of texts) say(session, data.service, text);
  }
  if (isKept) orderOf(data)?.order.kept?.(network, data.params, session);
}

/** Goes on with a command of a service once a password is hashed. */
export function orderHashed(
  network: Network,
  session: Session | undefined,
  { data }: RequestOf<"order-hashed">,
  hashed: HashedPassword | null,
): void {
  const talk = talkOf(network, session, data);
  if (hashed === null) {
    return talk?.say("That cannot be done now. Try again later.");
  }
  talk?.order.hashed?.(talk, data.params, hashed);
}

/** Goes on with a command of a service once there is a secret for it. */
export function orderDrawn(
  network: Network,
  session: Session | undefined,
  { data }: RequestOf<"order-drawn">,
  secret: string,
): void {
  const talk = talkOf(network, session, data);
  talk?.order.drawn?.(talk, data.params, secret);
}

/** Goes on with a command of a service once messages are looked for. */
export function orderSearched(
  network: Network,
  session: Session | undefined,
  { data }: RequestOf<"order-searched">,
  outcome: SearchOutcome | null,
): void {
  const talk = talkOf(network, session, data);
  talk?.order.searched?.(talk, data.params, outcome);
}

/** Goes on with a command of a service once a password is checked: one that was changed meanwhile is wrong. */
export function orderChecked(
  network: Network,
  session: Session | undefined,
  { data }: RequestOf<"order-checked">,
  isRight: boolean,
): void {
  const talk = talkOf(network, session, data);
  const account = findAccount(network, data.name);
  const isCurrent = account?.passwordHash === data.passwordHash;
  talk?.order.checked?.(talk, data.params, isRight && isCurrent);
}
