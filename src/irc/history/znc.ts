import { upperCase } from "../names/casemapping.ts";
import type { Command } from "../session/context.ts";
import { ERR_NOSUCHNICK } from "../wire/numerics.ts";
import { PLAYBACK } from "./playback.ts";

/** The way to `*playback` for clients that speak to a module of ZNC by its command: The Lounge and Palaver do. */
export const znc: Command = {
  name: "ZNC",
  parameters: 2,
  registered: true,
  syntax: "*playback PLAY|LIST|CLEAR [<buffers> [<from> [<to>]]]",
  help: "Plays what was said, as /HISTORY does, for clients that know it so.",
  run(context, [module, ...words]) {
    const name = module.startsWith("*") ? module : `*${module}`;
    if (upperCase(name) !== upperCase(PLAYBACK.nick)) {
      return context.fail(ERR_NOSUCHNICK, module);
    }
    PLAYBACK.hear(context, words.join(" "));
  },
};
