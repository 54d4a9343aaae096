import { upperCase } from "./wire/casemapping.ts";
import { isTooLong, parseMessage } from "./wire/message.ts";
import {
  ERR_INPUTTOOLONG,
  ERR_NEEDMOREPARAMS,
  ERR_NOPRIVILEGES,
  ERR_NOPRIVS,
  ERR_NOTREGISTERED,
  ERR_UNKNOWNCOMMAND,
} from "./wire/numerics.ts";
import { COMMANDS } from "./commands/index.ts";
import { type Command, Context, UserContext } from "./context.ts";
import type { Network } from "./network.ts";
import type { Session } from "./session.ts";
import type { Privilege } from "./settings.ts";
import type { User } from "./user.ts";

/** CR LF, which the shell has taken off. */
const LINE_END = 2;

/**
 * Carries out one line: finds its command, and makes the checks that all
 * commands share.
 *
 * @param network everything there is
 * @param session who sent it
 * @param line the line without its CR LF
 * @param at now, in milliseconds since 1970
 */
export function route(
  network: Network,
  session: Session,
  line: string,
  at: number,
): void {
  session.received.lines++;
  session.received.characters += line.length + LINE_END;
  if (isTooLong(line)) return network.reply(session, ERR_INPUTTOOLONG);
  const message = parseMessage(line);
  if (message === null) return;
  const command = findCommand(message.command);
  if (command === undefined) {
    return network.reply(session, ERR_UNKNOWNCOMMAND, message.command);
  }
  const { commandCounts } = network;
  commandCounts.set(command.name, (commandCounts.get(command.name) ?? 0) + 1);
  run(network, session, command, message.params, at);
}

function findCommand(name: string): Command | undefined {
  return COMMANDS.get(name) ?? COMMANDS.get(upperCase(name));
}

function run(
  network: Network,
  session: Session,
  command: Command,
  params: readonly string[],
  at: number,
): void {
  const { user } = session;
  if (command.registered && user === null) {
    return network.reply(session, ERR_NOTREGISTERED);
  }
  if (!hasEnough(params, command.parameters)) {
    return network.reply(session, ERR_NEEDMOREPARAMS, command.name);
  }
  if (!command.registered) {
    command.run(new Context(network, session, COMMANDS, command, at), params);
  } else if (user !== null) {
    if (command.privilege !== undefined && !user.may(command.privilege)) {
      return refusePrivilege(network, session, user, command.privilege);
    }
    command.run(
      new UserContext(user, network, session, COMMANDS, command, at),
      params,
    );
  }
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
