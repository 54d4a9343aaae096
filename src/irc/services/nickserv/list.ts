import { loginRefusal } from "../../accounts/login.ts";
import { matchesMask } from "../../names/mask.ts";
import type { ServiceCommand } from "../service.ts";

/** Lists accounts by their names and nicknames. */
export const list: ServiceCommand = {
  name: "LIST",
  parameters: 0,
  most: 1,
  permission: "accounts",
  syntax: "[<mask>]",
  help: "Lists the accounts whose names or nicknames fit.",
  run(talk, [mask = "*"]) {
    const { network } = talk;
    const { accounts } = network.records;
    const lines = [...accounts.values()]
      .filter(({ name, nicks }) =>
        [name, ...nicks].some((nick) => matchesMask(mask, nick))
      )
      .map((account) => {
        const { droppedAt, name, nicks } = account;
        const state = droppedAt === null
          ? loginRefusal(network, account)
          : "dropped";
        const notes = [
          ...nicks.length > 0 ? [`also ${nicks.join(" ")}`] : [],
          ...state === null ? [] : [state],
        ];
        return notes.length === 0 ? name : `${name} (${notes.join(", ")})`;
      });
    talk.sayAll(lines, "No account fits.");
  },
};
