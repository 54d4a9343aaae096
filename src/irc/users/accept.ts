import {
  ERR_ACCEPTEXIST,
  ERR_ACCEPTFULL,
  ERR_ACCEPTNOT,
  ERR_NOSUCHNICK,
  RPL_ACCEPTLIST,
  RPL_ENDOFACCEPT,
} from "../wire/numerics.ts";
import type { Command, UserContext } from "../session/context.ts";
import type { User } from "../state/user.ts";

/** @see https://modern.ircdocs.horse/#callerid-parameter */
export const accept: Command = {
  name: "ACCEPT",
  parameters: 1,
  registered: true,
  syntax: "<nickname>{,<nickname>} | -<nickname>{,-<nickname>} | *",
  help: "Lets users write to you in spite of your modes +g, +R and +T.",
  run(context, [list]) {
    const { targets } = context.targets(list);
    for (const target of targets) {
      if (target === "*") showList(context);
      else change(context, target);
    }
  },
};

function showList(context: UserContext): void {
  for (const { nick } of context.user.accepted) {
    context.reply(RPL_ACCEPTLIST, nick);
  }
  context.reply(RPL_ENDOFACCEPT);
}

function change(context: UserContext, target: string): void {
  const nick = target.replace(/^[+-]/, "");
  const other = context.network.findUser(nick);
  if (other === undefined) return context.fail(ERR_NOSUCHNICK, nick);
  if (target.startsWith("-")) remove(context, other);
  else add(context, other);
}

function add(context: UserContext, other: User): void {
  const { limits, user } = context;
  if (user.accepted.has(other)) {
    return context.fail(ERR_ACCEPTEXIST, other.nick);
  }
  if (user.accepted.size >= limits.accept) {
    return context.fail(ERR_ACCEPTFULL);
  }
  user.setAccepted(other, true);
}

function remove(context: UserContext, other: User): void {
  const { user } = context;
  if (!user.accepted.has(other)) {
    return context.fail(ERR_ACCEPTNOT, other.nick);
  }
  user.setAccepted(other, false);
}
