import { renewHostsOf, TOO_OFTEN } from "../../accounts/hosts.ts";
import { changeTo } from "../../accounts/changes.ts";
import { isChangingTooOften } from "../../users/change_host.ts";
import { ownAccountToChange } from "../nickserv/own_account.ts";
import type { Conversation, ServiceCommand } from "../service.ts";
import { isVhostOff, withVhostOff, withVhostOn } from "./giving.ts";

/** Shows the vhost of one's account. */
export const on: ServiceCommand = {
  name: "ON",
  parameters: 0,
  permission: "account",
  syntax: "",
  help: "Shows your vhost, now and whenever you log in.",
  run(talk) {
    turn(talk, true);
  },
  kept: (network, [name]) => renewHostsOf(network, name),
};

/** Shows the vhost of one's account, or shows it no more. */
export function turn(talk: Conversation, isOn: boolean): void {
  const { network, user } = talk;
  const account = ownAccountToChange(talk);
  if (account === null) return;
  const { name, vhost } = account;
  if (vhost === null) return talk.say("You have no vhost: REQUEST one.");
  const word = isOn ? "on" : "off";
  if (isVhostOff(account) !== isOn) {
    return talk.say(`Your vhost ${vhost} is ${word} already.`);
  }
  if (isChangingTooOften(network, user)) {
    return talk.say(TOO_OFTEN);
  }
  const changed = isOn ? withVhostOn(account) : withVhostOff(account);
  talk.keep([changeTo(changed)], [`Your vhost ${vhost} is ${word}.`], [name]);
}
