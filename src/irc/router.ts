import { upperCase } from "./wire/casemapping.ts";
import { isTooLong, parseMessage } from "./wire/message.ts";
import {
  ERR_INPUTTOOLONG,
  ERR_NEEDMOREPARAMS,
  ERR_NOTREGISTERED,
  ERR_UNKNOWNCOMMAND,
} from "./wire/numerics.ts";
import { COMMANDS } from "./commands/index.ts";
import { type Command, Context, UserContext } from "./context.ts";
import type { Network } from "./network.ts";
import type { Session } from "./session.ts";

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
  if (isTooLong(line)) return network.reply(session, ERR_INPUTTOOLONG);
  const message = parseMessage(line);
  if (message === null) return;
  const command = findCommand(message.command);
  if (command === undefined) {
    return network.reply(session, ERR_UNKNOWNCOMMAND, message.command);
  }
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
