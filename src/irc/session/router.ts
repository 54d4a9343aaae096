import { upperCase } from "../names/casemapping.ts";
import { isTooLong, type Message, parseMessage } from "../wire/message.ts";
import {
  ERR_INPUTTOOLONG,
  ERR_NEEDMOREPARAMS,
  ERR_NOPRIVILEGES,
  ERR_NOPRIVS,
  ERR_NOTREGISTERED,
  ERR_UNKNOWNCOMMAND,
} from "../wire/numerics.ts";
import { FAIL_INVALID_UTF8, standardReply } from "../wire/standard_replies.ts";
import { NO_TAGS, parseTags, type Tags } from "../wire/tags.ts";
import {
  loseLine,
  refusesStray,
  takeBatchLine,
} from "../messages/client_batch.ts";
import { labelOf } from "./labels.ts";
import { COMMANDS } from "../commands.ts";
import { type Command, Context, UserContext } from "./context.ts";
import type { Network } from "../state/network.ts";
import type { Session } from "../state/session.ts";
import type { Privilege } from "../state/settings.ts";
import type { User } from "../state/user.ts";

/** CR LF, which the shell has taken off. */
const LINE_END = 2;

/**
 * Carries out one line: finds its command, and makes the checks that all
 * commands share.
 *
 * @param network everything there is
 * @param session who sent it
 * @param line the line without its CR LF
 */
export function route(network: Network, session: Session, line: string): void {
  session.linesReceived++;
  session.charactersReceived += line.length + LINE_END;
  const refuse = refusalOf(line);
  const message = parseMessage(line);
  if (message === null) return refuse?.(network, session, undefined);
  if (message.tags === "") {
    return carryOut(network, session, message, NO_TAGS, refuse);
  }
  const tags = parseTags(message.tags);
  const isBatched = tags.has("batch") && refuse !== refuseLength;
  const isUtf8 = refuse !== refuseEncoding;
  if (isBatched && takeBatchLine(network, session, message, tags, isUtf8)) {
    return;
  }
  session.answer(labelOf(session, tags), () => {
    if (isBatched && refusesStray(network, session, message)) return;
    carryOut(network, session, message, tags, refuse);
  });
}

/** Refuses a line, whose command is known or not. */
type Refusal = (
  network: Network,
  session: Session,
  command: Command | undefined,
) => void;

/** A line that is no well-formed Unicode was no UTF-8, whatever its length. */
function refusalOf(line: string): Refusal | null {
  if (!line.isWellFormed()) return refuseEncoding;
  return isTooLong(line) ? refuseLength : null;
}

/** @see IRCv3 utf8-only */
function refuseEncoding(
  { settings: { serverName } }: Network,
  session: Session,
  command: Command | undefined,
): void {
  const name = command?.name ?? "*";
  session.send(standardReply(serverName, name, FAIL_INVALID_UTF8, []));
}

/** @see IRCv3 message-tags, "Size limit" */
function refuseLength(network: Network, session: Session): void {
  network.reply(session, ERR_INPUTTOOLONG);
  loseLine(network, session);
}

function carryOut(
  network: Network,
  session: Session,
  message: Message,
  tags: Tags,
  refuse: Refusal | null,
): void {
  const command = findCommand(session, message.command);
  if (refuse !== null) return refuse(network, session, command);
  if (command === undefined) {
    return network.reply(session, ERR_UNKNOWNCOMMAND, message.command);
  }
  network.countCommand(command.name);
  run(network, session, command, message.params, tags);
}

function findCommand(session: Session, name: string): Command | undefined {
  const command = COMMANDS.get(name) ?? COMMANDS.get(upperCase(name));
  const capability = command?.capability;
  return capability === undefined || session.has(capability)
    ? command
    : undefined;
}

function run(
  network: Network,
  session: Session,
  command: Command,
  params: readonly string[],
  tags: Tags,
): void {
  const { user } = session;
  if (user === null && !isOpen(session, command)) {
    return network.reply(session, ERR_NOTREGISTERED);
  }
  if (!hasEnough(params, command.parameters)) {
    return network.reply(session, ERR_NEEDMOREPARAMS, command.name);
  }
  if (!command.registered) {
    command.run(new Context(network, session, COMMANDS, command, tags), params);
  } else if (user !== null) {
    if (command.privilege !== undefined && !user.may(command.privilege)) {
      return refusePrivilege(network, session, user, command.privilege);
    }
    command.run(
      new UserContext(user, network, session, COMMANDS, command, tags),
      params,
    );
  }
}

/** Tells whether a client may give a command before it is registered. */
function isOpen(session: Session, command: Command): boolean {
  if (command.registered) return false;
  return command.early === undefined || session.has(command.early);
}

/** An empty parameter stands for nothing where one is needed. */
function hasEnough(params: readonly string[], needed: number): boolean {
  for (let index = 0; index < needed; index++) {
    if (!params[index]) return false;
  }
  return true;
}

function refusePrivilege(
  network: Network,
  session: Session,
  user: User,
  privilege: Privilege,
): void {
  if (user.operator === null) return network.reply(session, ERR_NOPRIVILEGES);
  network.reply(session, ERR_NOPRIVS, privilege);
}
