import { upperCase } from "../names/casemapping.ts";
import type { User } from "../state/user.ts";
import {
  type Permission,
  PERMISSIONS,
  type Service,
  type ServiceCommand,
} from "./service.ts";
import { findOrder } from "./orders.ts";

/** Columns that the names of commands take where they are listed. */
const NAME_COLUMNS = 12;

/**
 * Lists the commands of a service. Those that take a privilege are there for operators who have it.
 */
export function listCommands(service: Service, user: User): string[] {
  const [prefix] = service.aliases;
  return [
    `${service.realname} Its commands, each given as /${prefix} <command>:`,
    ...service.commands
      .filter((order) => isFor(user, order))
      .map(({ help, name }) => `  ${name.padEnd(NAME_COLUMNS)} ${help}`),
    `/${prefix} HELP <command> tells more.`,
  ];
}

function isFor(user: User, { permission }: ServiceCommand): boolean {
  return isOpen(permission) || user.may(permission);
}

/** Explains a command of a service; null if it has none of that name. */
export function explainCommand(
  service: Service,
  name: string,
): string[] | null {
  const order = findOrder(service, upperCase(name));
  if (order === undefined) return null;
  const { aliases = [], details = [], help, permission, syntax } = order;
  const lines = [
    `Syntax: ${`${order.name} ${syntax}`.trimEnd()}`,
    help,
    ...details,
  ];
  if (aliases.length > 0) lines.push(`Also called ${aliases.join(", ")}.`);
  const who = isOpen(permission)
    ? PERMISSIONS[permission]
    : `Only for operators with the privilege ${permission}.`;
  return who === "" ? lines : [...lines, who];
}

/** Tells whether a command takes no privilege. */
function isOpen(
  permission: Permission,
): permission is keyof typeof PERMISSIONS {
  return Object.hasOwn(PERMISSIONS, permission);
}
