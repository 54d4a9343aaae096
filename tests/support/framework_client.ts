import { Client } from "irc-framework";
import { within } from "./within.ts";

/** What a client tells of something that happened. */
export type FrameworkEvent = Readonly<Record<string, unknown>>;

/** A client of irc-framework, as far as the tests use it: it comes without types. */
export interface FrameworkClient {
  connect(options: FrameworkOptions): void;
  once(event: string, listener: (event: FrameworkEvent) => void): void;
  say(target: string, text: string): void;
  notice(target: string, text: string): void;
  action(target: string, text: string): void;
  join(channel: string, key?: string): void;
  part(channel: string, reason?: string): void;
  setTopic(channel: string, topic: string): void;
  mode(target: string, modes: string, params?: readonly string[]): void;
  ban(channel: string, mask: string): void;
  banlist(channel: string): void;
  invite(channel: string, nick: string): void;
  whois(nick: string): void;
  who(target: string): void;
  changeNick(nick: string): void;
  raw(...words: readonly string[]): void;
  quit(reason: string): void;
}

interface FrameworkOptions {
  readonly host: string;
  readonly port: number;
  readonly nick: string;
  readonly username: string;
  readonly gecos: string;
  readonly password?: string;
  readonly auto_reconnect: boolean;
}

const FrameworkClass = Client as unknown as new () => FrameworkClient;

/** @returns a client that is not connected */
export function frameworkClient(): FrameworkClient {
  return new FrameworkClass();
}

/**
 * Does something, and waits until a client tells of it.
 *
 * @param client the client
 * @param event what it tells of, by irc-framework's name
 * @param action what is done
 * @returns what it tells
 */
export async function seenBy(
  client: FrameworkClient,
  event: string,
  action: () => void,
): Promise<FrameworkEvent> {
  const seen = Promise.withResolvers<FrameworkEvent>();
  client.once(event, seen.resolve);
  action();
  return await within(5000, event, seen.promise);
}
