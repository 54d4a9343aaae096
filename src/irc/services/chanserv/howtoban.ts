import { isBanned } from "../../channels/bans.ts";
import { findRegistered } from "../../channels/registered.ts";
import { lastingMode } from "../../channels/standing.ts";
import { matchesMask } from "../../names/mask.ts";
import { fold } from "../../names/casemapping.ts";
import { packWords } from "../../names/text.ts";
import type { Channel } from "../../state/channel.ts";
import type { Network } from "../../state/network.ts";
import { seesMember } from "../../state/visibility.ts";
import type { Conversation, ServiceCommand } from "../service.ts";
import { inhabitedFor } from "./on_channel.ts";

/** So many bytes of nicknames stand on one line. */
const ROOM = 350;

/** Whom a ban is to be about. */
interface Target {
  readonly nick: string;
  readonly host: string;
  readonly account: string | null;
}

/** Tells how somebody is best kept off a channel, and whom that hits too. */
export const howtoban: ServiceCommand = {
  name: "HOWTOBAN",
  parameters: 2,
  most: 2,
  permission: "operator",
  syntax: "<channel> <nickname>",
  help: "Tells how to ban somebody from a channel, and whom that hits too.",
  run(talk, [name, nick]) {
    const { network } = talk;
    const channel = inhabitedFor(talk, name);
    if (channel === null) return;
    const target = network.findUser(nick) ?? departed(network, nick);
    if (target === undefined) {
      return talk.say(`There is nobody called ${nick}.`);
    }
    advise(talk, channel, target);
  },
};

function departed({ departures }: Network, nick: string): Target | undefined {
  const key = fold(nick);
  return departures.list.findLast((one) => fold(one.nick) === key);
}

function advise(talk: Conversation, channel: Channel, target: Target): void {
  const { account, host, nick } = target;
  const { name } = channel;
  const record = findRegistered(talk.network, name);
  if (account !== null && record !== undefined) {
    const letter = lastingMode(record, account);
    if (letter !== "") {
      return talk.say(
        `${nick} has +${letter} on ${name} for good, and is let in: see /CS AMODE.`,
      );
    }
  }
  const user = talk.network.findUser(nick);
  if (user !== undefined && isBanned(channel, user, "join")) {
    talk.say(`${nick} is banned already.`);
  }
  if (account !== null) {
    talk.say(
      `By its account, wherever it comes from: /MODE ${name} +b a:${account}`,
    );
  }
  const mask = `*!*@${host}`;
  talk.say(`By its host, without an account too: /MODE ${name} +b ${mask}`);
  const others = [...channel.members.keys()].filter((member) =>
    member.nick !== nick && matchesMask(host, member.host) &&
    seesMember(talk.user, member, channel)
  );
  for (const line of packWords(others.map(({ nick }) => nick), ROOM)) {
    talk.say(`That hits these too: ${line}`);
  }
  if (user !== undefined && channel.members.has(user)) {
    talk.say(`Who is there stays: /KICK ${name} ${nick}`);
  }
}
