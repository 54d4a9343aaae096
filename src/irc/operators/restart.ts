import type { Command } from "../session/context.ts";

/** @see Modern IRC, "RESTART message" */
export const restart: Command = {
  name: "RESTART",
  parameters: 0,
  registered: true,
  privilege: "die",
  syntax: "",
  help: "Ends the server and starts it again.",
  run({ network, user }) {
    network.noticeOperators(`${user.nick} restarts the server`);
    network.effects.requestStop(true);
  },
};
