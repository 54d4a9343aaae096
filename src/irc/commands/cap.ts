import { CAPABILITIES, isCapability } from "../wire/capabilities.ts";
import { byteLength, message, packWords } from "../wire/message.ts";
import { ERR_INVALIDCAPCMD } from "../wire/numerics.ts";
import type { Command, Context } from "../context.ts";
import { registerIfReady } from "../actions/registration.ts";

/** @see IRCv3 capability-negotiation */
export const cap: Command = {
  name: "CAP",
  parameters: 1,
  registered: false,
  syntax: "LS [302] | LIST | REQ :<capabilities> | END",
  help: "Lists, asks for and gives back the capabilities of this server.",
  run(context, [subcommand, argument = ""]) {
    const handler = subcommands.get(subcommand.toUpperCase());
    if (handler === undefined) {
      return context.fail(ERR_INVALIDCAPCMD, subcommand);
    }
    handler(context, argument);
  },
};

const LIST_BYTES = 400;

const subcommands = new Map<
  string,
  (context: Context, argument: string) => void
>([
  ["LS", list],
  ["LIST", listOwn],
  ["REQ", request],
  ["END", end],
]);

function list(context: Context, version: string): void {
  const { session } = context;
  hold(context);
  session.capVersion = Math.max(
    session.capVersion,
    /^\d{1,9}$/.test(version) ? +version : 0,
  );
  replyList(context, "LS", CAPABILITIES);
}

function listOwn(context: Context): void {
  replyList(context, "LIST", context.session.capabilities ?? []);
}

function request(context: Context, argument: string): void {
  const { session } = context;
  hold(context);
  const asked = new Set(argument.split(" ").filter((word) => word !== ""));
  const answer = fitting(argument, asked);
  const enabled = new Set(session.capabilities);
  for (const word of asked) {
    const name = word.replace(/^-/, "");
    if (!isCapability(name)) return reply(context, "NAK", answer);
    if (word.startsWith("-")) enabled.delete(name);
    else enabled.add(name);
  }
  session.capabilities = enabled.size === 0 ? null : enabled;
  reply(context, "ACK", answer);
}

/** What was asked, as it stands; where that is too long for a line, as many whole words as fit. */
function fitting(argument: string, words: Iterable<string>): string {
  if (byteLength(argument) <= LIST_BYTES) return argument;
  const [line = ""] = packWords(words, LIST_BYTES);
  return line;
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

function replyList(
  context: Context,
  subcommand: string,
  names: Iterable<string>,
): void {
  const lines = [...packWords(names, LIST_BYTES)];
  const last = lines.pop() ?? "";
  for (const line of lines) {
    if (context.session.capVersion >= 302) {
      reply(context, `${subcommand} *`, line);
    } else reply(context, subcommand, line);
  }
  reply(context, subcommand, last);
}

function reply(context: Context, subcommand: string, text: string): void {
  const { network, session } = context;
  const { serverName } = network.settings;
  context.send(message(serverName, "CAP", [session.target, subcommand], text));
}
