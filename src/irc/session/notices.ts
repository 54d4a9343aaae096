import { NOTICE_KINDS, type NoticeKind } from "../modes/notice_kinds.ts";
import { message } from "../wire/outgoing.ts";
import type { Network } from "../state/network.ts";
import { fillNotice, inFull, type NoticeValue } from "../state/notice.ts";
import type { Session } from "../state/session.ts";
import type { User } from "../state/user.ts";
import { send, tell } from "./send.ts";

/**
 * Tells what has happened: the operators who want to know of such, and the log.
 *
 * @param template the text; in it `{name}` stands for the value of that name
 */
export function notice(
  network: Network,
  kind: NoticeKind,
  template: string,
  values: Readonly<Record<string, NoticeValue>> = {},
): void {
  const notice = { kind, template, values };
  network.effects.push({ kind: "log", notice });
  if (network.noticed.size === 0) return;
  tellOperators(network, kind, fillNotice(notice, inFull));
}

/** Tells the operators whose mask of +s has a kind of notices what the log has otherwise. */
export function tellOperators(
  network: Network,
  kind: NoticeKind,
  text: string,
): void {
  const { letter } = NOTICE_KINDS[kind];
  const { noticed, settings: { serverName } } = network;
  if (noticed.size === 0) return;
  const line = message(serverName, "NOTICE", ["*"], `*** ${text}`).share();
  for (const user of noticed) {
    if (user.notices.includes(letter)) tell(user, line);
  }
}

/**
 * Tells one client something for which there is no numeric: part of the answer that it waits for.
 *
 * @param at when it happened, in milliseconds since 1970; left out, now
 */
export function tellByNotice(
  session: Session,
  text: string,
  at?: number,
): void {
  const { serverName } = session.network.settings;
  send(session, message(serverName, "NOTICE", [session.target], text, { at }));
}

/** Who is at the other end of a connection, as a value of a notice. */
export function whoIsAt({ host, user }: Session): NoticeValue {
  return user === null ? { address: host } : { ...whoIs(user), address: host };
}

/** A user as a value of a notice, with the host that it comes from. */
export function whoIs({ nick, realHost, username }: User) {
  return { name: `${nick}!${username}`, address: realHost };
}
