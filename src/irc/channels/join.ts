import { ERR_TOOMANYTARGETS } from "../wire/numerics.ts";
import type { Command, UserContext } from "../session/context.ts";
import { joinChannel } from "./entering.ts";
import { partChannel } from "./leaving.ts";

/** @see Modern IRC, "JOIN message" */
export const join: Command = {
  name: "JOIN",
  parameters: 1,
  registered: true,
  targets: "channels",
  syntax: "<channel>{,<channel>} [<key>{,<key>}] | 0",
  help: "Joins channels, or leaves all of them.",
  run(context, [list, keyList = ""]) {
    if (list === "0") return partAll(context);
    const names = list.split(",");
    const keys = keyList.split(",");
    const { targets, rest } = context.targets(list);
    for (const name of targets) {
      joinChannel(context, name, keys[names.indexOf(name)] ?? "");
    }
    for (const name of rest) context.fail(ERR_TOOMANYTARGETS, name);
  },
};

function partAll({ network, user }: UserContext): void {
  for (const channel of [...user.channels]) partChannel(network, user, channel);
}
