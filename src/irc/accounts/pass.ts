import { ERR_ALREADYREGISTERED } from "../wire/numerics.ts";
import { splitDevice } from "../names/device.ts";
import type { Command } from "../session/context.ts";
import { isPassword } from "../session/passwords.ts";
import type { Settings } from "../state/settings.ts";
import { tryPassword } from "./logging_in.ts";

/** @see Modern IRC, "PASS message" */
export const pass: Command = {
  name: "PASS",
  parameters: 1,
  registered: false,
  syntax: "<password> | <account>[@<device>]:<password>",
  help:
    "Gives the password of the server, or of an account, before NICK and USER.",
  run(context, [password]) {
    const { network, session, settings } = context;
    const { registration } = session;
    if (registration === null) return context.fail(ERR_ALREADYREGISTERED);
    const login = loginIn(settings, password);
    registration.password = password;
    if (login === null) return;
    const [name, own] = login;
    const { account, device } = splitDevice(name);
    session.nameDevice(device);
    tryPassword(network, session, "pass", account, own);
  },
};

/** The password of the server may have a colon in it. */
function loginIn(
  { loginRules, password }: Settings,
  given: string,
): [account: string, password: string] | null {
  const colon = given.indexOf(":");
  const [account, own] = [given.slice(0, colon), given.slice(colon + 1)];
  const isLogin = loginRules.pass && colon > 0 && own !== "";
  if (!isLogin || password !== null && isPassword(password, given)) return null;
  return [account, own];
}
