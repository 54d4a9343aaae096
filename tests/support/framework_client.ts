import { Client } from "irc-framework";
import type { ServerProcess } from "./server_process.ts";
import { within } from "./within.ts";

/** What a client tells of something that happened. */
export type FrameworkEvent = Readonly<Record<string, unknown>>;

/** A client of irc-framework, as far as the tests use it: it comes without types. */
export interface FrameworkClient {
  connect(options: FrameworkOptions): void;
  once(event: string, listener: (event: FrameworkEvent) => void): void;
  requestCap(names: readonly string[]): void;
  say(target: string, text: string, tags?: Tags): void;
  tagmsg(target: string, tags: Tags): void;
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

type Tags = Readonly<Record<string, string>>;

/** What a client is told to connect with. */
export interface FrameworkOptions {
  readonly host: string;
  readonly port: number;
  readonly nick: string;
  readonly username: string;
  readonly gecos: string;
  readonly password?: string;
  readonly auto_reconnect: boolean;
  readonly enable_echomessage?: boolean;
  readonly enable_setname?: boolean;
  readonly enable_chghost?: boolean;
  readonly webirc?: Readonly<Record<string, string>>;
  readonly account?: { readonly account: string; readonly password: string };
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

/**
 * @param server where to connect
 * @param nick the nickname, and the username
 * @returns what a client is told to connect with
 */
export function frameworkOptions(
  { port }: ServerProcess,
  nick: string,
): FrameworkOptions {
  return {
    host: "127.0.0.1",
    port,
    nick,
    username: nick,
    gecos: `${nick} the tester`,
    password: "secret",
    auto_reconnect: false,
  };
}

/**
 * Runs a test with alice, operator of #tea, and bob, another member.
 *
 * @param server where they connect
 * @param test the test
 * @param more what they are told beyond {@linkcode frameworkOptions}
 */
export async function withTwo(
  server: ServerProcess,
  test: (alice: FrameworkClient, bob: FrameworkClient) => Promise<void>,
  more: Partial<FrameworkOptions> = {},
): Promise<void> {
  const clients = [frameworkClient(), frameworkClient()];
  const closed = clients.map(closing);
  const [alice, bob] = clients;
  try {
    for (const [client, nick] of [[alice, "alice"], [bob, "bob"]] as const) {
      const options = { ...frameworkOptions(server, nick), ...more };
      await seenBy(client, "registered", () => client.connect(options));
      await seenBy(client, "userlist", () => client.join("#tea"));
    }
    await test(alice, bob);
  } finally {
    for (const client of clients) client.quit("done");
    await within(5000, "both leave", Promise.all(closed));
  }
}

function closing(client: FrameworkClient): Promise<FrameworkEvent> {
  return new Promise((resolve) => client.once("close", resolve));
}
