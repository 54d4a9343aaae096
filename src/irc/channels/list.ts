import { upperCase } from "../names/casemapping.ts";
import { matchesMask } from "../names/mask.ts";
import { RPL_LIST, RPL_LISTEND, RPL_LISTSTART } from "../wire/numerics.ts";
import type { Channel } from "../state/channel.ts";
import type { Command } from "../session/context.ts";
import type { Network } from "../state/network.ts";
import { limitMatches } from "../session/limit_matches.ts";
import { comparisonWork } from "../session/work.ts";
import { seesChannel } from "../state/visibility.ts";

/** @see Modern IRC, "LIST message" and the ELIST token of RPL_ISUPPORT */
export const list: Command = {
  name: "LIST",
  parameters: 0,
  registered: true,
  targets: "targets",
  syntax: "[<channel, mask or condition>{,<channel, mask or condition>}]",
  help: "Lists channels: those named, those that fit a mask or (!mask) do " +
    "not, by users (<n >n), minutes of age (C<n C>n) or of the topic (T<n T>n).",
  work({ channels }, params) {
    const list = params.join(",");
    return looksAtAll(parseQuery(list.split(",").filter((entry) => entry)))
      ? comparisonWork(channels.size, list)
      : 0;
  },
  run(context, params) {
    const { at, network, user } = context;
    const query = parseQuery(context.targets(params.join(",")).targets);
    const found = candidates(network, query).filter((channel) =>
      seesChannel(user, channel) && fits(query, channel, at)
    );
    context.reply(RPL_LISTSTART, "Channel");
    for (const { name, members, topic } of limitMatches(context, found)) {
      context.reply(RPL_LIST, name, String(members.size), topic?.text ?? "");
    }
    context.reply(RPL_LISTEND);
  },
};

/** What is asked for: a channel whose name fits one of the masks, if there are any, and all of the conditions. */
interface Query {
  readonly masks: readonly string[];
  readonly conditions: readonly Condition[];
}

type Condition = (channel: Channel, at: number) => boolean;

const COMPARISON = /^([CT]?)([<>])(\d{1,9})$/;

/** What is compared, by its letter. NaN is neither more nor less than anything. */
const MEASURES = new Map<string, (channel: Channel, at: number) => number>([
  ["", ({ members }) => members.size],
  ["C", ({ createdAt }, at) => minutesFrom(createdAt, at)],
  ["T", ({ topic }, at) => minutesFrom(topic?.setAt ?? NaN, at)],
]);

function minutesFrom(then: number, at: number): number {
  return (at - then) / 60_000;
}

function parseQuery(entries: readonly string[]): Query {
  const masks: string[] = [];
  const conditions: Condition[] = [];
  for (const entry of entries) {
    const condition = parseCondition(entry);
    if (condition === null) masks.push(entry);
    else conditions.push(condition);
  }
  return { masks, conditions };
}

function parseCondition(entry: string): Condition | null {
  if (entry.startsWith("!")) {
    return ({ name }) => !matchesMask(entry.slice(1), name);
  }
  const [, letter, sign, digits] = COMPARISON.exec(upperCase(entry)) ?? [];
  const measure = MEASURES.get(letter);
  if (measure === undefined) return null;
  const bound = Number(digits);
  return (channel, at) =>
    sign === "<" ? measure(channel, at) < bound : measure(channel, at) > bound;
}

/** The channels to look at; where only names are given, not all of them. */
function candidates(
  network: Network,
  query: Query,
): IteratorObject<Channel> {
  if (looksAtAll(query)) return network.channels.values();
  const named = query.masks.map((name) => network.findChannel(name))
    .filter((channel) => channel !== undefined);
  return new Set(named).values();
}

function looksAtAll({ masks }: Query): boolean {
  return masks.length === 0 || masks.some((mask) => /[*?]/.test(mask));
}

function fits(
  { masks, conditions }: Query,
  channel: Channel,
  at: number,
): boolean {
  return conditions.every((holds) => holds(channel, at)) &&
    (masks.length === 0 ||
      masks.some((mask) => matchesMask(mask, channel.name)));
}
