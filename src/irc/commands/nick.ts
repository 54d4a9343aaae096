import { ERR_NONICKNAMEGIVEN } from "../wire/numerics.ts";
import type { Command } from "../context.ts";
import { nicknameRefusal } from "../actions/nickname.ts";
import { registerIfReady } from "../actions/registration.ts";

/** @see Modern IRC, "NICK message" */
export const nick: Command = {
  name: "NICK",
  parameters: 0,
  registered: false,
  syntax: "<nickname>",
  help: "Gives you a nickname, or another one.",
  run(context, [wanted = ""]) {
    if (wanted === "") return context.fail(ERR_NONICKNAMEGIVEN);
    const refusal = nicknameRefusal(context, wanted);
    if (refusal !== null) return context.fail(refusal, wanted);
    const { network, session: { registration, user } } = context;
    if (registration !== null) {
      registration.nick = wanted;
      registerIfReady(context);
    } else if (user !== null && user.nick !== wanted) {
      network.rename(user, wanted);
    }
  },
};
