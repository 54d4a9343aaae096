import { isBanned } from "../../src/irc/channels/bans.ts";
import type { Cutoff } from "../../src/irc/names/history_rules.ts";
import { fold } from "../../src/irc/names/casemapping.ts";
import type { User } from "../../src/irc/state/user.ts";
import { ChannelNetwork } from "../support/channel_people.ts";
import { idOf } from "../support/history.ts";
import type { TestClient } from "../support/test_network.ts";

/** Something that was said. */
export interface Said {
  readonly id: string;
  readonly at: number;
  /** Where: a channel of some time, or two people */
  readonly where: string;
  readonly text: string;
  readonly author: string;
  /** The nickname that it was said under */
  readonly nick: string;
  /** The least rank that reads it; Infinity for its author alone */
  readonly leastRank: number;
}

/** Somebody who comes and goes. */
interface Person {
  readonly account: string | null;
  client: TestClient | null;
  /** Tells apart how often this one has come */
  visits: number;
}

export const CHANNELS = ["#a", "#b"] as const;

/**
 * People who talk on a network, and all that they have said in a plain list: what each may read is looked for in
 * that, by rules that are written down here once more.
 */
export class HistoryModel {
  readonly network: ChannelNetwork;
  readonly people: readonly Person[] = ["ann", "bob", "cat", null, null]
    .map((account) => ({ account, client: null, visits: 0 }));
  said: Said[] = [];
  /** How often each channel that is not registered has come to be. */
  readonly #times = new Map<string, number>();
  /** What was said when somebody joined, by person and channel. */
  readonly #joined = new Map<string, string>();
  #count = 0;

  constructor(readonly cutoff: Cutoff) {
    this.network = new ChannelNetwork({ modes: {} });
    const { settings } = this.network.core.network;
    const history = { ...settings.history, cutoff };
    this.network.core.network.settings = { ...settings, history };
  }

  userOf({ client }: Person): User | null {
    return client && this.network.session(client).user;
  }

  /** What somebody is to a history: an account, or one visit. */
  keyOf(person: Person): string {
    const account = this.userOf(person)?.account ?? null;
    return account === null
      ? `visit ${this.people.indexOf(person)}.${person.visits}`
      : `account ${fold(account)}`;
  }

  come(person: Person): void {
    if (person.client !== null) return;
    person.visits++;
    const index = this.people.indexOf(person);
    const nick = `p${index}`;
    person.client = this.network.register(nick);
    if (person.account !== null) this.network.logIn(nick, person.account);
    person.client.enable(
      "echo-message",
      "message-tags",
      "draft/message-redaction",
      "draft/chathistory",
      "soju.im/search",
      "batch",
    );
  }

  go(person: Person): void {
    if (person.client === null) return;
    const visit = `visit ${this.people.indexOf(person)}.${person.visits}`;
    person.client.send("QUIT");
    person.client = null;
    this.#forgetWhere((where) => where.split("|").includes(visit));
    this.#forgetEmpty();
  }

  #forgetWhere(isMeant: (where: string) => boolean): void {
    this.said = this.said.filter(({ where }) => !isMeant(where));
  }

  #forgetEmpty(): void {
    const { channels } = this.network.core.network;
    if (channels.has("#b")) return;
    this.#forgetWhere((where) => where === this.#place("#b"));
    this.#times.set("#b", (this.#times.get("#b") ?? 0) + 1);
  }

  #place(channel: string): string {
    return `${channel} ${this.#times.get(channel) ?? 0}`;
  }

  join(person: Person, channel: string): void {
    const user = this.userOf(person);
    const was = this.network.core.network.findChannel(channel)?.members;
    if (user === null || was?.has(user)) return;
    person.client?.send(`JOIN ${channel}`);
    const key = `${this.people.indexOf(person)} ${channel}`;
    this.#joined.set(key, this.said.at(-1)?.id ?? "");
  }

  part(person: Person, channel: string): void {
    person.client?.send(`PART ${channel}`);
    this.#forgetEmpty();
  }

  /** Has somebody say something, which counts if it is echoed. */
  say(person: Person, target: string, other: Person | null): void {
    const { client } = person;
    if (client === null || other !== null && other.client === null) return;
    const text = `text-${++this.#count}`;
    client.take();
    const echo = client.send(`PRIVMSG ${target} :${text}`)
      .find((line) => line.includes(` PRIVMSG ${target} :${text}`));
    if (echo === undefined) return;
    // Two who have no account, and are there, leave nothing to be read.
    const isKept = other === null ||
      [person, other].some((each) => this.userOf(each)?.account !== null);
    if (!isKept) return;
    const author = this.keyOf(person);
    const isSilenced = other !== null &&
      (this.userOf(other)?.silenced?.length ?? 0) > 0 && other !== person;
    this.said.push({
      id: idOf(echo),
      at: this.network.at,
      where: other === null
        ? this.#place(target.replace("@", ""))
        : [author, this.keyOf(other)].sort().join("|"),
      text,
      author,
      nick: this.userOf(person)?.nick ?? "",
      leastRank: isSilenced ? Infinity : target.startsWith("@") ? 3 : 0,
    });
  }

  /** Has somebody take a message back, which counts if it is told. */
  redact(person: Person, target: string, id: string): void {
    const { client } = person;
    client?.take();
    const told = client?.send(`REDACT ${target} ${id}`) ?? [];
    const isDone = told.some((line) =>
      line.includes(" REDACT ") && !line.includes(" FAIL ")
    );
    if (!isDone) return;
    this.said = this.said.filter((each) => each.id !== id);
  }

  /** Gives all that somebody may read on a channel, the oldest first; null if it is refused. */
  readableOn(person: Person, name: string): Said[] | null {
    const user = this.userOf(person);
    const channel = this.network.core.network.findChannel(name);
    if (user === null || !channel?.members.has(user)) return null;
    const rank = channel.rankOf(user);
    if (rank === 0 && isBanned(channel, user, "join")) return null;
    const own = this.keyOf(person);
    const joined = this.#joined.get(
      `${this.people.indexOf(person)} ${name}`,
    ) ?? "";
    return this.said.filter(({ at, author, id, leastRank, where }) => {
      if (where !== this.#place(name)) return false;
      if (this.cutoff === "join-time" && id <= joined) return false;
      const isEarly = this.cutoff === "registration-time" &&
        user.account === null && at < user.signedOnAt;
      return !isEarly && (leastRank <= rank || author === own);
    });
  }

  /** What everybody is to a history who is there, or has an account. */
  get keys(): Set<string> {
    return new Set(this.people.flatMap((each) => [
      ...each.client === null ? [] : [this.keyOf(each)],
      ...each.account === null ? [] : [`account ${each.account}`],
    ]));
  }

  /** Gives all that somebody may read anywhere, the oldest first. */
  readable(person: Person): Said[] {
    return [
      ...CHANNELS.map((name) => this.readableOn(person, name) ?? []),
      ...[...this.keys].map((key) => this.readableWith(person, key)),
    ].flat().sort((a, b) => a.id < b.id ? -1 : 1);
  }

  /** Gives all that somebody may read of what it has said with somebody else. */
  readableWith(person: Person, other: string): Said[] {
    const own = this.keyOf(person);
    const where = [own, other].sort().join("|");
    return this.said.filter((each) =>
      each.where === where && (each.leastRank === 0 || each.author === own)
    );
  }
}
