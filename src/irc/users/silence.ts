import { fold } from "../names/casemapping.ts";
import { normaliseMask, parseUserMask } from "../names/user_mask.ts";
import {
  ERR_SILELISTFULL,
  ERR_UNKNOWNERROR,
  RPL_ENDOFSILELIST,
  RPL_SILELIST,
} from "../wire/numerics.ts";
import type { Command, UserContext } from "../session/context.ts";
import { tell } from "../session/send.ts";

/** @see https://modern.ircdocs.horse/#silence-parameter */
export const silence: Command = {
  name: "SILENCE",
  parameters: 0,
  registered: true,
  syntax: "[+<mask>{,+<mask>} | -<mask>{,-<mask>}]",
  help: "Keeps private messages of users away from you, or lists their masks.",
  run(context, [list = ""]) {
    const { targets } = context.targets(list);
    if (targets.length === 0) return showList(context);
    for (const target of targets) change(context, target);
  },
};

function showList(context: UserContext): void {
  const { nick, silenced } = context.user;
  for (const mask of silenced ?? []) context.reply(RPL_SILELIST, nick, mask);
  context.reply(RPL_ENDOFSILELIST, nick);
}

function change(context: UserContext, target: string): void {
  const { command, limits, network, user } = context;
  const add = !target.startsWith("-");
  const given = target.replace(/^[+-]/, "");
  // What is there can be taken off, even if it could not be put there today.
  const mask = add ? parseUserMask(given, limits) : normaliseMask(given);
  if (mask === null) {
    return context.fail(ERR_UNKNOWNERROR, command.name, `Bad mask ${given}`);
  }
  const silenced = user.silenced ?? [];
  const index = silenced.findIndex((other) => fold(other) === fold(mask));
  if (add === (index !== -1)) return;
  if (add && silenced.length >= limits.silence) {
    return context.fail(ERR_SILELISTFULL, mask);
  }
  user.silenced = add
    ? [...silenced, mask]
    : silenced.length === 1
    ? null
    : silenced.toSpliced(index, 1);
  network.noteKept(user);
  tell(user, user.message("SILENCE", [`${add ? "+" : "-"}${mask}`]));
}
