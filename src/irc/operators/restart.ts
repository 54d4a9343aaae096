import type { Command } from "../session/context.ts";
import { noticeOperators } from "../session/send.ts";

/** @see Modern IRC, "RESTART message" */
export const restart: Command = {
  name: "RESTART",
  parameters: 0,
  registered: true,
  privilege: "die",
  syntax: "",
  help: "Ends the server and starts it again.",
  run({ network, session, user }) {
    noticeOperators(network, `${user.nick} restarts the server`);
    const { id: owner } = session;
    network.effects.push({ kind: "stop", owner, restart: true });
  },
};
