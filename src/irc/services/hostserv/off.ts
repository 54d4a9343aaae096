import { renewHostsOf } from "../../accounts/hosts.ts";
import type { ServiceCommand } from "../service.ts";
import { turn } from "./on.ts";

/** Shows the usual host again. */
export const off: ServiceCommand = {
  name: "OFF",
  parameters: 0,
  permission: "account",
  syntax: "",
  help: "Shows your usual host in place of your vhost, until ON.",
  run(talk) {
    turn(talk, false);
  },
  kept: (network, [name]) => renewHostsOf(network, name),
};
