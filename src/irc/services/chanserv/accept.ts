import { closedFor, findRegistered } from "../../channels/registered.ts";
import { fold } from "../../names/casemapping.ts";
import { notice } from "../../session/notices.ts";
import type { ServiceCommand } from "../service.ts";
import { limitRefusal } from "./register.ts";
import { changeGiving, giveRanks } from "./transfer.ts";

/** Takes a channel that one is offered. */
export const accept: ServiceCommand = {
  name: "ACCEPT",
  parameters: 1,
  most: 1,
  permission: "account",
  syntax: "<channel>",
  help: "Takes a channel that its founder offers you.",
  run(talk, [name]) {
    const { network, user: { account } } = talk;
    const record = findRegistered(network, name);
    const offeredTo = record?.offeredTo ?? null;
    const isOffered = account !== null && offeredTo !== null &&
      fold(offeredTo) === fold(account);
    if (record === undefined || !isOffered) {
      return talk.say(`${name} is not offered to you.`);
    }
    const reason = closedFor(network, record.name);
    if (reason !== null) return talk.say(`${record.name} is closed: ${reason}`);
    const refusal = limitRefusal(talk);
    if (refusal !== null) return talk.say(refusal);
    talk.keep(
      [changeGiving(record, account)],
      [`${record.name} is yours now.`],
      [record.name, account, record.founder],
    );
  },
  kept(network, [channel, account, before]) {
    giveRanks(network, channel, account, before);
    const text = "{account} took the channel {channel} from {before}";
    notice(network, "channel", text, { account, before, channel });
  },
};
