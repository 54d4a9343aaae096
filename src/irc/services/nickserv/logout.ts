import type { ServiceCommand } from "../service.ts";
import { logOut } from "../../accounts/login.ts";

/** Ends a login, and nothing else. */
export const logout: ServiceCommand = {
  name: "LOGOUT",
  parameters: 0,
  permission: "account",
  syntax: "",
  help: "Logs you out of your account.",
  run({ network, user }) {
    logOut(network, user);
  },
};
