import type { Command } from "../session/context.ts";
import { playFigure } from "./roleplay.ts";

/** Acts as a figure of a play. */
export const npca: Command = {
  name: "NPCA",
  parameters: 3,
  registered: true,
  syntax: "<channel> <figure> :<text>",
  help: "Has a figure of yours do something on a channel under +E.",
  run(context, [name, figure, ...words]) {
    playFigure(context, name, figure, `\x01ACTION ${words.join(" ")}\x01`);
  },
};
