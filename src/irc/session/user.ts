import { truncate } from "../names/text.ts";
import { splitDevice } from "../names/device.ts";
import { asUsername } from "../names/names.ts";
import { ERR_ALREADYREGISTERED, ERR_NEEDMOREPARAMS } from "../wire/numerics.ts";
import type { Command } from "./context.ts";
import { registerIfReady } from "./registration.ts";

/** @see Modern IRC, "USER message" */
export const user: Command = {
  name: "USER",
  parameters: 4,
  registered: false,
  syntax: "<username> 0 * :<real name>",
  help: "Says who you are, once, on connecting.",
  run(context, [name, , , realname]) {
    const { registration } = context.session;
    if (registration === null) return context.fail(ERR_ALREADYREGISTERED);
    const { account: given, device } = splitDevice(name);
    const username = asUsername(given, context.limits);
    if (username === null || realname === "") {
      return context.fail(ERR_NEEDMOREPARAMS, this.name);
    }
    // What stands with the account counts more.
    if (context.session.device === null) context.session.nameDevice(device);
    registration.username = username;
    registration.realname = truncate(realname, context.limits.realname);
    registerIfReady(context);
  },
};
