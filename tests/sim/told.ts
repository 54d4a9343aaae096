import { assertEquals } from "@std/assert";
import { fold } from "../../src/irc/names/casemapping.ts";
import type { Network } from "../../src/irc/state/network.ts";
import type { SessionId } from "../../src/irc/state/session_id.ts";
import { seesMember } from "../../src/irc/state/visibility.ts";
import { PREFIX_MODES } from "../../src/irc/modes/index.ts";
import { parseMessage } from "../../src/irc/wire/message.ts";

/** Who is on a channel, as a client knows it: the modes of each member, by folded nickname. */
type Members = Map<string, Set<string>>;

const decoder = new TextDecoder();

const LETTERS = new Map(PREFIX_MODES.map(({ letter, symbol }) => [
  symbol,
  letter,
]));

/** How the letters of channel modes take parameters, as RPL_ISUPPORT tells it. */
const WITH_PARAMETER = /[beIgkqaohv]/;
const WITH_PARAMETER_TO_SET = /[fHjl]/;

/** What each client knows of the channels that it is on, from the lines that it was sent alone. */
export class Told {
  readonly #clients = new Map<SessionId, ToldClient>();

  /**
   * Takes note of a line that a client was sent.
   *
   * @param allPrefixes true if it is sent all prefixes by NAMES
   */
  line(id: SessionId, bytes: Uint8Array, allPrefixes: boolean): void {
    const client = this.#clients.get(id) ?? new ToldClient();
    this.#clients.set(id, client);
    const text = decoder.decode(bytes).replace(/^@[^ ]+ |\r\n$/g, "");
    client.line(text, allPrefixes);
  }

  /**
   * Checks that what clients were told is what NAMES shows: who is on their channels, and with which prefixes.
   *
   * @throws {AssertionError} if it is not
   */
  check(network: Network): void {
    for (const [id, session] of network.sessions) {
      const { user } = session;
      const client = this.#clients.get(id);
      if (user === null || client === undefined) continue;
      const channels = [...user.channels].map(({ name }) => fold(name));
      assertEquals(
        [...client.channels.keys()].toSorted(),
        channels.toSorted(),
        `${user.nick} knows on which channels it is`,
      );
      for (const channel of user.channels) {
        const told = client.channels.get(fold(channel.name));
        if (!told?.isListed) continue;
        const shown = [...channel.members]
          .filter(([member]) => seesMember(user, member, channel))
          .map(([{ nick }, { modes }]) =>
            told.hasPrefixes ? `${fold(nick)} ${modes}` : fold(nick)
          );
        assertEquals(
          told.members(),
          shown.toSorted(),
          `what ${user.nick} was told of ${channel.name} is what NAMES shows`,
        );
      }
    }
  }
}

/** A channel that a client is on. */
class ToldChannel {
  readonly #members: Members = new Map();
  /** True once the client was told who is there. */
  isListed = false;
  /** True if that came with all of their prefixes. */
  hasPrefixes = false;

  /** The members in order, each with the letters of its prefixes, highest rank first, if they are known. */
  members(): string[] {
    const letters = PREFIX_MODES.map(({ letter }) => letter);
    return [...this.#members].map(([nick, modes]) =>
      this.hasPrefixes
        ? `${nick} ${letters.filter((letter) => modes.has(letter)).join("")}`
        : nick
    ).toSorted();
  }

  has(nick: string): boolean {
    return this.#members.has(fold(nick));
  }

  join(nick: string): void {
    if (this.isListed) {
      assertEquals(this.has(nick), false, `${nick} joins once`);
    }
    this.#members.set(fold(nick), new Set());
  }

  leave(nick: string): void {
    if (this.isListed) assertEquals(this.has(nick), true, `${nick} was there`);
    this.#members.delete(fold(nick));
  }

  rename(nick: string, to: string): void {
    const modes = this.#members.get(fold(nick));
    if (modes === undefined) return;
    this.#members.delete(fold(nick));
    this.#members.set(fold(to), modes);
  }

  quit(nick: string): void {
    this.#members.delete(fold(nick));
  }

  names(words: readonly string[], allPrefixes: boolean): void {
    if (!this.isListed) this.hasPrefixes = allPrefixes;
    for (const word of words) {
      const [, symbols, nick] = /^([~&@%+]*)([^!]+)/.exec(word) ?? [];
      const modes = [...symbols].map((symbol) => LETTERS.get(symbol) ?? "");
      // The list at JOIN tells who is there; a later one must tell nothing new.
      if (this.isListed) {
        assertEquals(this.has(nick), true, `NAMES shows ${nick}`);
      }
      const known = this.#members.get(fold(nick)) ?? new Set();
      this.#members.set(fold(nick), known.union(new Set(modes)));
    }
  }

  /** A MODE that names somebody tells that it is there. */
  mode([letters, ...params]: readonly string[]): void {
    let set = true;
    for (const letter of letters) {
      if (letter === "+" || letter === "-") set = letter === "+";
      else if (WITH_PARAMETER.test(letter)) {
        const param = params.shift() ?? "";
        if ([...LETTERS.values()].includes(letter)) {
          this.#prefix(param, letter, set);
        }
      } else if (set && WITH_PARAMETER_TO_SET.test(letter)) params.shift();
    }
  }

  #prefix(nick: string, letter: string, set: boolean): void {
    const modes = this.#members.get(fold(nick));
    if (this.isListed) {
      assertEquals(this.has(nick), true, `MODE names ${nick}, who is seen`);
    }
    if (set) modes?.add(letter);
    else modes?.delete(letter);
  }
}

/** What one client knows. */
class ToldClient {
  readonly channels = new Map<string, ToldChannel>();
  #nick = "";

  line(text: string, allPrefixes: boolean): void {
    const message = parseMessage(text);
    if (message === null) return;
    const { command, params } = message;
    const nick = /^:([^! ]*)/.exec(text)?.[1] ?? "";
    const channel = this.channels.get(fold(params[0] ?? ""));
    switch (command) {
      case "001":
        this.#nick = params[0];
        break;
      case "JOIN":
        return this.#join(nick, params[0]);
      case "PART":
        return this.#leave(nick, params[0]);
      case "KICK":
        return this.#leave(params[1], params[0]);
      case "QUIT":
        for (const one of this.channels.values()) one.quit(nick);
        break;
      case "NICK":
        return this.#rename(nick, params[0]);
      case "RENAME":
        if (channel === undefined) break;
        this.channels.delete(fold(params[0]));
        this.channels.set(fold(params[1]), channel);
        break;
      case "MODE":
        channel?.mode(params.slice(1));
        break;
      case "353":
        this.channels.get(fold(params[2]))?.names(
          params[3].split(" "),
          allPrefixes,
        );
        break;
      case "366": {
        const listed = this.channels.get(fold(params[1]));
        if (listed !== undefined) listed.isListed = true;
        break;
      }
    }
  }

  #isSelf(nick: string): boolean {
    return fold(nick) === fold(this.#nick);
  }

  #join(nick: string, name: string): void {
    if (this.#isSelf(nick)) this.channels.set(fold(name), new ToldChannel());
    this.channels.get(fold(name))?.join(nick);
  }

  #leave(nick: string, name: string): void {
    if (this.#isSelf(nick)) this.channels.delete(fold(name));
    else this.channels.get(fold(name))?.leave(nick);
  }

  #rename(nick: string, to: string): void {
    for (const channel of this.channels.values()) channel.rename(nick, to);
    if (this.#isSelf(nick)) this.#nick = to;
  }
}
