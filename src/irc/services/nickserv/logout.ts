import type { ServiceCommand } from "../service.ts";
import { isLeavingTooOften, TOO_OFTEN } from "../../accounts/hosts.ts";
import { loginReason } from "../../session/login_rules.ts";
import { logOut } from "../../accounts/login.ts";

/** Ends a login, and nothing else. */
export const logout: ServiceCommand = {
  name: "LOGOUT",
  parameters: 0,
  permission: "account",
  syntax: "",
  help: "Logs you out of your account.",
  run(talk, _params, { protocol }) {
    const { network, session, user } = talk;
    if (loginReason(network, protocol, session) !== null) {
      return talk.say("Who comes from where you do must be logged in.");
    }
    if (isLeavingTooOften(network, user)) return talk.say(TOO_OFTEN);
    logOut(network, user);
  },
};
