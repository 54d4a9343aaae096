import { changeTo } from "../../accounts/changes.ts";
import { findAccount, usersOf } from "../../accounts/accounts.ts";
import { findRole } from "../../accounts/roles.ts";
import { upperCase } from "../../names/casemapping.ts";
import type { Account } from "../../state/account.ts";
import type { RoleSettings } from "../../state/settings.ts";
import {
  makeAutomaticOperator,
  renewOperator,
} from "../../operators/standing.ts";
import type { Conversation, ServiceCommand } from "../service.ts";
import { tellOfAccount } from "./operators.ts";
import { accountToChange, sayUnknown } from "./own_account.ts";

/** Gives accounts roles of the configuration, and takes them back. */
export const role: ServiceCommand = {
  name: "ROLE",
  parameters: 1,
  most: 3,
  permission: "roles",
  syntax: "GRANT <account> <role> | REVOKE <account> <role> | LIST [<account>]",
  help: "Gives accounts roles: privileges, and ranks on channels.",
  details: [
    "Privileges hold at once for who is logged in, ranks come with JOIN.",
    "Nobody gives or takes a role with privileges that he has not himself.",
  ],
  run(talk, [verb, name, given]) {
    switch (upperCase(verb)) {
      case "LIST":
        return list(talk, name);
      case "GRANT":
        return change(talk, name, given, true);
      case "REVOKE":
        return change(talk, name, given, false);
      default:
        talk.say(`Syntax: ROLE ${this.syntax}`);
    }
  },
  kept(network, [name, given, verb], session) {
    const what = verb === "GRANT"
      ? `has given the account {name} the role ${given}`
      : `has taken the role ${given} from the account {name}`;
    tellOfAccount(network, session, what, name);
    const account = findAccount(network, name);
    if (account === undefined) return;
    for (const user of usersOf(network, account)) {
      if (verb === "GRANT") makeAutomaticOperator(network, user);
      else renewOperator(network, user);
    }
  },
};

function change(
  talk: Conversation,
  name: string | undefined,
  given: string | undefined,
  isGiven: boolean,
): void {
  const verb = isGiven ? "GRANT" : "REVOKE";
  if (name === undefined || given === undefined) {
    return talk.say(`Syntax: ROLE ${verb} <account> <role>`);
  }
  const known = findRole(talk.network, given);
  // One that the configuration has no more gives nothing, and can be taken.
  if (known === undefined && isGiven) {
    return talk.say(`There is no role ${given}.`);
  }
  if (known !== undefined && refuses(talk, known)) return;
  const account = accountToChange(talk, name);
  if (account === null) return;
  const has = account.roles.includes(given);
  if (has === isGiven) {
    return talk.say(
      `The account ${account.name} has ${has ? "" : "not "}that role.`,
    );
  }
  const roles = isGiven
    ? [...account.roles, given]
    : account.roles.filter((each) => each !== given);
  const said = isGiven
    ? `The account ${account.name} has the role ${given} now.`
    : `The account ${account.name} has the role ${given} no more.`;
  const params = [account.name, given, verb];
  talk.keep([changeTo({ ...account, roles })], [said], params);
}

function refuses(talk: Conversation, { privileges }: RoleSettings): boolean {
  const missing = privileges.find((privilege) => !talk.user.may(privilege));
  if (missing === undefined) return false;
  talk.say(`You have not got the privilege ${missing} yourself.`);
  return true;
}

function list(talk: Conversation, name: string | undefined): void {
  const { network } = talk;
  if (name === undefined) {
    return talk.sayAll(describeAll(talk), "The configuration has no roles.");
  }
  const account = findAccount(network, name);
  if (account === undefined) return sayUnknown(talk, name);
  talk.say(
    account.roles.length === 0
      ? `The account ${account.name} has no roles.`
      : `The account ${account.name} has the roles ${rolesIn(account)}.`,
  );
}

function rolesIn({ roles }: Account): string {
  return roles.join(", ");
}

function describeAll({ network }: Conversation): string[] {
  return network.settings.roles.flatMap((role) => [
    describe(role),
    ...[...network.records.accounts.values()]
      .filter((account) => account.roles.includes(role.name))
      .map(({ name }) => `  ${name}`),
  ]);
}

function describe({ name, privileges, ranks }: RoleSettings): string {
  const gives = [
    ...privileges,
    ...ranks.map(({ channels, modes }) => `+${modes} on ${channels}`),
  ];
  return `${name}: ${gives.join(", ") || "nothing"}`;
}
