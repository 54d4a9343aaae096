import { isFounder, lastingMode } from "../../channels/standing.ts";
import { fold } from "../../names/casemapping.ts";
import type { RegisteredChannel } from "../../state/registered_channel.ts";
import type { ServiceCommand } from "../service.ts";
import { timeOf } from "./on_channel.ts";

/** Lists what one's own account has on all channels. */
export const access: ServiceCommand = {
  name: "ACCESS",
  parameters: 0,
  permission: "account",
  syntax: "",
  help: "Lists your channels, your ranks on others, and what you are offered.",
  run(talk) {
    const { network, user: { account } } = talk;
    const { channels } = network.records;
    if (account === null) return;
    network.work += channels.size;
    const lines = [...channels.values()].flatMap((record) =>
      describe(record, account)
    );
    if (lines.length === 0) talk.say("You have no rank on any channel.");
    else talk.say(...lines);
  },
};

function describe(record: RegisteredChannel, account: string): string[] {
  const { name, offeredTo, ranks, registeredAt } = record;
  if (isFounder(record, account)) {
    return [`${name}: founder, registered ${timeOf(registeredAt)}`];
  }
  const lines: string[] = [];
  const letter = lastingMode(record, account);
  if (letter !== "") {
    const key = fold(account);
    const by = ranks.find((rank) => fold(rank.account) === key)?.by ?? "";
    lines.push(`${name}: +${letter}, given by ${by}`);
  }
  if (offeredTo !== null && fold(offeredTo) === fold(account)) {
    lines.push(`${name}: offered to you, /CS ACCEPT ${name} takes it`);
  }
  return lines;
}
