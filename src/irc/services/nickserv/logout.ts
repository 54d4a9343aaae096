import type { ServiceCommand } from "../service.ts";
import { mayNotChangeHost } from "./changing_host.ts";
import { logOut } from "../../accounts/login.ts";

/** Ends a login, and nothing else. */
export const logout: ServiceCommand = {
  name: "LOGOUT",
  parameters: 0,
  permission: "account",
  syntax: "",
  help: "Logs you out of your account.",
  run(talk) {
    const { network, user } = talk;
    if (mayNotChangeHost(talk)) return;
    logOut(network, user);
  },
};
