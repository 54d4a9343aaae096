import { hashOfCode } from "../accounts/codes.ts";
import type { UserContext } from "../session/context.ts";
import { send } from "../session/send.ts";
import { startAside } from "../session/waiting.ts";
import type { Network } from "../state/network.ts";
import type { RequestOf } from "../state/request.ts";
import type { Session } from "../state/session.ts";
import { disconnect, disconnectUser } from "../users/quitting.ts";
import { message } from "../wire/outgoing.ts";

// A client without an account that asked for it gets a token over TLS. If its connection is lost, its user stays
// for a while, and whoever shows the token is that user again, from any address: telephones change theirs.

/** Lets a client come back that has no account, if it wants to. */
export function offerResumption({ network, session, user }: UserContext): void {
  if (!session.has("ircd/resume") || user.account !== null) return;
  const data = { user: user.id };
  const request = startAside(network, session, "resume-drawn", data, null);
  network.effects.push({ kind: "draw-secret", owner: session.id, request });
}

/** Goes on once there is chance for a token. */
export function resumptionDrawn(
  network: Network,
  session: Session | undefined,
  { data }: RequestOf<"resume-drawn">,
  secret: string,
): void {
  const user = session?.user ?? null;
  if (session === undefined || user === null || user.id !== data.user) return;
  if (user.account !== null) return;
  network.resumptions.set(user, hashOfCode(secret));
  const { serverName } = network.settings;
  const params = ["TOKEN", `${user.id}.${secret}`];
  send(session, message(serverName, "RESUME", params));
}

/** Ends the connection in whose place one came that has shown the token, which is used up. */
export function takeOver({ network, session, user }: UserContext): void {
  if (user.account !== null) return;
  network.resumptions.delete(user);
  for (const other of [...user.sessions]) {
    if (other !== session) disconnect(other, "Resumed on another connection");
  }
}

/** Has those quit who have not come back in time. */
export function expireLost(network: Network): void {
  for (const [user, { reason, until }] of [...network.lost]) {
    if (network.at >= until) disconnectUser(network, user, reason);
  }
}
