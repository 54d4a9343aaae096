import { effectiveCapabilities } from "../wire/capabilities.ts";
import { isRequestable, offeredCapabilities } from "./capabilities.ts";
import { upperCase } from "../names/casemapping.ts";
import { ERR_INVALIDCAPCMD } from "../wire/numerics.ts";
import type { Command, Context } from "./context.ts";
import { CAP_302, sendCapList, withValues } from "./cap_list.ts";
import { loseLine, MULTILINE } from "./client_batch.ts";
import { registerIfReady } from "./registration.ts";

/** @see IRCv3 capability-negotiation */
export const cap: Command = {
  name: "CAP",
  parameters: 1,
  registered: false,
  syntax: "LS [302] | LIST | REQ :<capabilities> | END",
  help: "Lists, asks for and gives back the capabilities of this server.",
  run(context, [subcommand, argument = ""]) {
    const handler = subcommands.get(upperCase(subcommand));
    if (handler === undefined) {
      return context.fail(ERR_INVALIDCAPCMD, subcommand);
    }
    handler(context, argument);
  },
};

const subcommands = new Map<
  string,
  (context: Context, argument: string) => void
>([
  ["LS", list],
  ["LIST", listOwn],
  ["REQ", request],
  ["END", end],
]);

function list(context: Context, argument: string): void {
  const { session, settings } = context;
  hold(context);
  const version = /^\d+$/.test(argument) ? Number(argument) : 0;
  session.capVersion = Math.max(session.capVersion, version);
  if (version >= CAP_302) enableNotify(context);
  const offered = offeredCapabilities(settings, session);
  const words = version >= CAP_302 ? withValues(offered) : [...offered.keys()];
  sendNames(context, "LS", words, version);
}

/** @see IRCv3 capability-negotiation, "`cap-notify`" */
function enableNotify({ network, session }: Context): void {
  const enabled = new Set(session.capabilities).add("cap-notify");
  network.setCapabilities(session, enabled);
}

function listOwn(context: Context): void {
  const { capabilities, capVersion } = context.session;
  sendNames(context, "LIST", [...capabilities], capVersion);
}

/** Drafts come last: older clients get but the first line of the list. */
function sendNames(
  { session }: Context,
  subcommand: string,
  words: readonly string[],
  version: number,
): void {
  const isDraft = (word: string) => word.startsWith("draft/");
  sendCapList(session, {
    subcommand,
    words: [
      ...words.filter((word) => !isDraft(word)),
      ...words.filter(isDraft),
    ],
    continued: "*",
    lines: version >= CAP_302 ? Infinity : 1,
  });
}

/** Grants all or nothing; what was asked is said again, on two lines if one is too short. */
function request(context: Context, argument: string): void {
  const { network, session, settings } = context;
  hold(context);
  const words = argument.split(" ").filter((word) => word !== "");
  const enabled = new Set(session.capabilities);
  const mayAll = words.every((word) => {
    const name = word.replace(/^-/, "");
    if (!isRequestable(name, settings, session)) return false;
    if (word === name) enabled.add(name);
    else if (name === "cap-notify" && session.capVersion >= CAP_302) {
      return false;
    } else enabled.delete(name);
    return true;
  });
  sendCapList(session, {
    subcommand: mayAll ? "ACK" : "NAK",
    words,
    continued: "",
    lines: Infinity,
  });
  if (!mayAll) return;
  const effective = effectiveCapabilities(enabled);
  if (!effective.has(MULTILINE)) loseLine(network, session);
  network.setCapabilities(session, enabled);
}

function end(context: Context): void {
  const { registration } = context.session;
  if (registration === null) return;
  registration.negotiating = false;
  registerIfReady(context);
}

function hold({ session: { registration } }: Context): void {
  if (registration !== null) registration.negotiating = true;
}
