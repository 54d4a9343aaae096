import { isChangingTooOften } from "../../users/change_host.ts";
import type { Conversation } from "../service.ts";

/** Refuses to let an account go that brings a host, if the user changes its host too often. */
export function mayNotChangeHost(talk: Conversation): boolean {
  const { network, user } = talk;
  const hasOwnHost = user.accountHost !== null || user.vhost !== null;
  if (!hasOwnHost || !isChangingTooOften(network, user)) return false;
  talk.say("You change your host too often: wait a while.");
  return true;
}
