import type { OutgoingMessage } from "./wire/message.ts";
import type { Channel } from "./channel.ts";
import type { Session } from "./session.ts";

/** One person on the network. */
export class User {
  /** `nick!user@host`, the source of what this user says. */
  source = "";
  /** The letters of the modes that are set, in the order in which they were set. */
  modes = "";
  /** When this user last said something, in milliseconds since 1970. */
  activeAt: number;
  /** The connections that this user is on. */
  readonly sessions: Session[] = [];
  /** The channels that this user is on; each has this user among its members. */
  readonly channels = new Set<Channel>();
  /** The channels that this user is invited to; each has this user among its invited; null for none. */
  invites: Set<Channel> | null = null;

  #nick = "";

  /**
   * @param nick the nickname
   * @param username the username, with its tilde
   * @param host the host that others see
   * @param realname what USER gave as the real name
   * @param signedOnAt when it was registered, in milliseconds since 1970
   */
  constructor(
    nick: string,
    readonly username: string,
    readonly host: string,
    readonly realname: string,
    readonly signedOnAt: number,
  ) {
    this.nick = nick;
    this.activeAt = signedOnAt;
  }

  get nick(): string {
    return this.#nick;
  }

  set nick(nick: string) {
    this.#nick = nick;
    this.source = `${nick}!${this.username}@${this.host}`;
  }

  /**
   * @param letter a user mode's letter
   * @returns true if it is set
   */
  is(letter: string): boolean {
    return this.modes.includes(letter);
  }

  /** @param message one line for each connection of this user */
  send(message: OutgoingMessage): void {
    for (const session of this.sessions) session.send(message);
  }
}
