import { fold } from "../irc/names/casemapping.ts";
import type { Suspension } from "../irc/state/account.ts";
import type { AnopeObject } from "./anope_objects.ts";
import {
  type DumpedAccount,
  type DumpedChannel,
  type DumpedEntry,
  readTime,
} from "./dump.ts";
import { readAnopePassword } from "./passwords.ts";

/** Makes an account of what there is of it. */
export function accountFrom(
  core: AnopeObject,
  name: string,
  aliases: readonly AnopeObject[],
  suspended: ReadonlyMap<string, Suspension>,
): DumpedAccount {
  const nicks = aliases.map((alias) => alias.need("nick"));
  const all = [name, ...nicks].map(fold);
  const times = aliases.map(registeredAt);
  const display = aliases.filter((alias) =>
    fold(alias.get("nick")) === fold(name)
  );
  const vhosts = [...display, ...aliases].map((alias) =>
    alias.get("vhost_host")
  );
  return {
    name,
    nicks: nicks.filter((nick) => fold(nick) !== fold(name)),
    registeredAt: Math.min(...times.length === 0 ? [0] : times),
    email: core.get("email") || null,
    password: readAnopePassword(core.get("pass")),
    certificates: core.get("cert").split(" ").filter((print) => print !== ""),
    vhost: vhosts.find((vhost) => vhost !== "") ?? null,
    suspended: all.map((nick) => suspended.get(nick))
      .find((found) => found !== undefined) ?? null,
  };
}

/** Gives the topic of a channel; null for none. */
export function topicIn(info: AnopeObject): DumpedChannel["topic"] {
  const text = info.get("last_topic");
  if (text === "") return null;
  const setBy = info.get("last_topic_setter");
  return { text, setBy, setAt: timeIn(info, "last_topic_time") };
}

/**
 * Makes an entry of a list of bans of an automatic kick.
 *
 * @param account whom it is about; "" for a mask
 */
export function entryFrom(object: AnopeObject, account: string): DumpedEntry {
  return {
    letter: "b",
    mask: account || object.need("mask"),
    isAccount: account !== "",
    setBy: object.get("creator"),
    setAt: timeIn(object, "addtime"),
  };
}

/** Gives why something is suspended. */
export function suspensionIn(object: AnopeObject): Suspension {
  return {
    by: object.get("by"),
    at: timeIn(object, "time"),
    until: timeIn(object, "expires") || null,
    reason: object.get("reason"),
  };
}

/** Gives when something was registered: Anope 2.1 calls it otherwise than 2.0. */
export function registeredAt(object: AnopeObject): number {
  return timeIn(object, "time_registered") || timeIn(object, "registered");
}

/** Gives a time, in milliseconds since 1970; 0 for none. */
export function timeIn(object: AnopeObject, key: string): number {
  return readTime(object.time(key), object.line);
}
