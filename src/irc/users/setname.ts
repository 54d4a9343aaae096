import { byteLength, copy } from "../names/text.ts";
import {
  FAIL_CANNOT_CHANGE_REALNAME,
  FAIL_INVALID_REALNAME,
} from "../wire/standard_replies.ts";
import { refuseRenamed } from "../operators/server_bans.ts";
import type { Command } from "../session/context.ts";
import { channelAgainstName } from "../messages/speech_rules.ts";
import { tellOneself } from "./whoami.ts";
import { announce } from "../session/send.ts";

/** @see IRCv3 setname */
export const setname: Command = {
  name: "SETNAME",
  parameters: 0,
  registered: true,
  syntax: ":<real name>",
  help: "Gives you another real name.",
  run(context, words) {
    const { limits, network, user } = context;
    const realname = copy(words.join(" "));
    if (realname === "" || byteLength(realname) > limits.realname) {
      return context.fail(FAIL_INVALID_REALNAME);
    }
    // A ban may be on the real name: who is banned does not get out of it.
    if (channelAgainstName(user, this.name, realname) !== undefined) {
      return context.fail(FAIL_CANNOT_CHANGE_REALNAME);
    }
    const hasChanged = user.realname !== realname;
    user.realname = realname;
    network.noteKept(user);
    const change = user.message("SETNAME", [], realname, { needs: "setname" });
    tellOneself(user, change);
    if (!hasChanged) return;
    announce(network, user, change, false);
    refuseRenamed(network, user);
  },
};
