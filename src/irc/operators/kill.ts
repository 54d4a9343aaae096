import { truncate } from "../names/text.ts";
import { ERR_NOSUCHNICK, ERR_UNKNOWNERROR } from "../wire/numerics.ts";
import type { Command, UserContext } from "../session/context.ts";
import type { User } from "../state/user.ts";
import { notice, whoIs } from "../session/notices.ts";
import { tell } from "../session/send.ts";
import { disconnectAll } from "../users/quitting.ts";

/** @see Modern IRC, "KILL message" */
export const kill: Command = {
  name: "KILL",
  parameters: 1,
  registered: true,
  privilege: "kill",
  syntax: "<nickname> [:<reason>]",
  help: "Ends the connection of a user.",
  run(context, [nick, ...words]) {
    const { limits, network, user } = context;
    const victim = network.findUser(nick);
    if (victim === undefined) return context.fail(ERR_NOSUCHNICK, nick);
    const reason = truncate(words.join(" "), limits.reason) ||
      "No reason given";
    notice(network, "kill", "{operator} killed {who}: {reason}", {
      operator: user.nick,
      who: whoIs(victim),
      reason,
    });
    if (victim.kept !== null) {
      const text = `${victim.nick} is always on: its connections end, and it ` +
        "stays. A ban ends it, or /NS SUSPEND";
      context.reply(ERR_UNKNOWNERROR, this.name, text);
    }
    killUser(context, victim, reason);
  },
};

function killUser(
  { network, user }: UserContext,
  victim: User,
  reason: string,
): void {
  tell(victim, user.message("KILL", [victim.nick], reason));
  disconnectAll(network, victim, `Killed (${user.nick} (${reason}))`);
}
