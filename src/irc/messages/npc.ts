import type { Command } from "../session/context.ts";
import { playFigure } from "./roleplay.ts";

/** Speaks as a figure of a play. */
export const npc: Command = {
  name: "NPC",
  parameters: 3,
  registered: true,
  syntax: "<channel> <figure> :<text>",
  help: "Says something on a channel under +E as a figure of yours.",
  run(context, [name, figure, ...words]) {
    playFigure(context, name, figure, words.join(" "));
  },
};
