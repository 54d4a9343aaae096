import type { Network } from "../state/network.ts";
import type { RegistrationWay } from "../state/request.ts";
import type { Session } from "../state/session.ts";
import { message } from "../wire/outgoing.ts";
import { type StandardReply, standardReply } from "../wire/standard_replies.ts";
import { say } from "../session/services.ts";
import { send } from "../session/send.ts";
import { NICKSERV_NICK } from "./nickserv_nick.ts";

/** What somebody does who comes to have an account. */
export type RegistrationStep = "REGISTER" | "VERIFY";

/** Refuses what a client wants, in the way in which it asked for it. */
export function refuseStep(
  { settings: { serverName } }: Network,
  session: Session,
  way: RegistrationWay,
  step: RegistrationStep,
  reply: StandardReply,
  account: string,
): void {
  if (way === "service") return say(session, NICKSERV_NICK, reply.text);
  send(session, standardReply(serverName, step, reply, [account]));
}

/**
 * Tells a client that what it wanted is done.
 *
 * @see IRCv3 account-registration, "Responses"
 */
export function confirmStep(
  { settings: { serverName } }: Network,
  session: Session,
  way: RegistrationWay,
  step: RegistrationStep,
  state: "SUCCESS" | "VERIFICATION_REQUIRED",
  account: string,
  text: string,
): void {
  if (way === "service") return say(session, NICKSERV_NICK, text);
  send(session, message(serverName, step, [state, account], text));
}
