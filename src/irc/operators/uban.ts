import { ERR_NEEDMOREPARAMS } from "../wire/numerics.ts";
import { upperCase } from "../names/casemapping.ts";
import type { Command, UserContext } from "../session/context.ts";
import { comparisonWork } from "../session/work.ts";
import { refuse } from "./ban_requests.ts";
import { addUban, deleteUban } from "./uban_changes.ts";
import { listUbans, tellOfUban } from "./uban_reports.ts";

/** What UBAN does, by what it is told to do. */
const VERBS: Readonly<
  Record<string, (context: UserContext, words: readonly string[]) => void>
> = {
  ADD: addUban,
  DEL: (context, [given]) => deleteUban(context, given),
  LIST: listUbans,
  INFO: (context, [given]) => tellOfUban(context, given),
};

/** One command for all bans of the server: of addresses, networks, masks, real names and accounts. */
export const uban: Command = {
  name: "UBAN",
  parameters: 1,
  registered: true,
  privilege: "ban",
  syntax: "ADD [DURATION <time>] [REQUIRE-SASL] <target> [<reason>] | " +
    "DEL <target> | INFO <target> | LIST",
  help: "Bans, shows bans, and whom one would hit: an address, a network, " +
    "nick!user@host, r:<real name>, or an account.",
  work: ({ sessions }, [, ...words]) =>
    comparisonWork(sessions.size, words.slice(0, 4).join("")),
  run(context, [given, ...words]) {
    const verb = upperCase(given);
    if (!Object.hasOwn(VERBS, verb)) {
      return refuse(context, "ADD, DEL, LIST or INFO, please");
    }
    if (verb !== "LIST" && !words[0]) {
      return context.fail(ERR_NEEDMOREPARAMS, this.name);
    }
    VERBS[verb](context, words);
  },
};
