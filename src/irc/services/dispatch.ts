import { upperCase } from "../names/casemapping.ts";
import type {
  Command,
  ServicePresence,
  UserContext,
} from "../session/context.ts";
import { say } from "../session/services.ts";
import { explainCommand, listCommands } from "./help.ts";
import { findOrder, gather } from "./orders.ts";
import { refusalOf } from "./permission.ts";
import { Conversation, type Service } from "./service.ts";

/** What stands for parameters that nobody is shown. */
const HIDDEN = "***";

/**
 * Makes a service somebody whom users can write to.
 */
export function presenceOf(service: Service): ServicePresence {
  const { nick, realname } = service;
  return {
    nick,
    realname,
    hear: (context, text) => obey(context, service, wordsOf(text)),
    withoutSecrets: (text) => withoutSecrets(service, text),
  };
}

/** Makes the commands of IRC that are for a service, `NS` for `PRIVMSG NickServ`. */
export function commandsFor(service: Service): Command[] {
  const { aliases, nick } = service;
  return aliases.map((name) => ({
    name,
    parameters: 0,
    registered: true,
    syntax: "<command> [<parameters>]",
    help: `Tells ${nick} something: ${name} HELP lists what.`,
    run(context, params) {
      const words = params.length === 1 ? wordsOf(params[0]) : params;
      obey(context, service, words);
    },
  }));
}

function wordsOf(text: string): string[] {
  return text.split(" ").filter((word) => word !== "");
}

/** Carries out what a service is told: finds the command, makes the checks that all share, and runs it. */
function obey(
  context: UserContext,
  service: Service,
  [given = "HELP", ...words]: readonly string[],
): void {
  const answer = (...texts: readonly string[]) => {
    for (const text of texts) say(context.session, service.nick, text);
  };
  const name = upperCase(given);
  if (name === "HELP") return answer(...helpOn(context, service, words));
  const order = findOrder(service, name);
  if (order === undefined) {
    return answer(
      `There is no such command: ${hint(service, "HELP")} lists them.`,
    );
  }
  const params = gather(words, order.most ?? Infinity);
  const refusal = refusalOf(context, order.permission, params);
  if (refusal !== null) return answer(refusal);
  if (params.length < order.parameters) {
    return answer(
      `Syntax: ${`${order.name} ${order.syntax}`.trimEnd()}`,
      `${hint(service, `HELP ${order.name}`)} tells more.`,
    );
  }
  const { network, session, user } = context;
  const talk = new Conversation(network, session, user, service, order);
  order.run(talk, params, context);
}

function helpOn(
  { user }: UserContext,
  service: Service,
  [subject]: readonly string[],
): string[] {
  if (subject === undefined) return listCommands(service, user);
  return explainCommand(service, subject) ??
    [`There is no such command: ${hint(service, "HELP")} lists them.`];
}

function hint({ aliases: [prefix] }: Service, order: string): string {
  return `/${prefix} ${order}`;
}

/** Gives what a service was told as it may be shown: what may hold a password is hidden, mistyped commands too. */
function withoutSecrets(service: Service, text: string): string {
  const [given = "", ...words] = wordsOf(text);
  const name = upperCase(given);
  const order = findOrder(service, name);
  const isOpen = name === "HELP" || order !== undefined && !order.isSecret;
  return words.length === 0 || isOpen ? text : `${given} ${HIDDEN}`;
}
