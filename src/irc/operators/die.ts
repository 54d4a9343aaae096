import type { Command } from "../session/context.ts";

/** @see RFC 2812, 4.3 "Die message" */
export const die: Command = {
  name: "DIE",
  parameters: 0,
  registered: true,
  privilege: "die",
  syntax: "",
  help: "Ends the server.",
  run({ network, user }) {
    network.noticeOperators(`${user.nick} ends the server`);
    network.effects.requestStop(false);
  },
};
