import { byteLength } from "../names/text.ts";
import {
  FAIL_CANNOT_CHANGE_REALNAME,
  FAIL_INVALID_REALNAME,
} from "../wire/standard_replies.ts";
import { VOICE } from "../modes/index.ts";
import type { Command } from "../session/context.ts";
import type { User } from "../state/user.ts";
import { isBanned } from "../channels/bans.ts";
import { tellOneself } from "./whoami.ts";
import { announce } from "../session/send.ts";

/** @see IRCv3 setname */
export const setname: Command = {
  name: "SETNAME",
  parameters: 0,
  registered: true,
  syntax: ":<real name>",
  help: "Gives you another real name.",
  run(context, [realname = ""]) {
    const { limits, network, user } = context;
    if (realname === "" || byteLength(realname) > limits.realname) {
      return context.fail(FAIL_INVALID_REALNAME);
    }
    if (isBannedSomewhere(user)) {
      return context.fail(FAIL_CANNOT_CHANGE_REALNAME);
    }
    const hasChanged = user.realname !== realname;
    user.realname = realname;
    const change = user.message("SETNAME", [], realname, { needs: "setname" });
    tellOneself(user, change);
    if (hasChanged) announce(network, user, change, false);
  },
};

/** A ban may be on the real name: who is banned does not get out of it. */
function isBannedSomewhere(user: User): boolean {
  for (const channel of user.channels) {
    if (channel.rankOf(user) >= VOICE) continue;
    if (isBanned(channel, user, "speak")) return true;
  }
  return false;
}
