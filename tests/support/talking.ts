import type { TestClient } from "./test_network.ts";

/**
 * Tells NickServ something.
 *
 * @returns what it says, and every other line as it is
 */
export function tellNickServ(client: TestClient, order: string): string[] {
  client.take();
  return client.send(`PRIVMSG NickServ :${order}`).map(said);
}

/**
 * Tells ChanServ something.
 *
 * @returns what it says, and every other line as it is
 */
export function tellChanServ(client: TestClient, order: string): string[] {
  client.take();
  return client.send(`CS ${order}`).map(said);
}

/**
 * Tells HostServ something.
 *
 * @returns what it says, and every other line as it is
 */
export function tellHostServ(client: TestClient, order: string): string[] {
  client.take();
  return client.send(`HS ${order}`).map(said);
}

/**
 * Tells HistServ something.
 *
 * @returns what it says, and every other line as it is
 */
export function tellHistServ(client: TestClient, order: string): string[] {
  client.take();
  return client.send(`HISTSERV ${order}`).map(said);
}

/** What a service says in a line; the line where it says nothing. */
export function said(line: string): string {
  const [, text] =
    /^:(?:Nick|Chan|Host|Hist)Serv!\S+ NOTICE \S+ :(.*)$/.exec(line) ?? [];
  return text ?? line;
}
