import type { Command } from "../session/context.ts";
import { narrate } from "./roleplay.ts";

/** Speaks as the narrator of a play. */
export const scene: Command = {
  name: "SCENE",
  parameters: 2,
  registered: true,
  syntax: "<channel> :<text>",
  help: "Tells what happens on a channel under +E.",
  run(context, [name, ...words]) {
    narrate(context, name, words.join(" "));
  },
};
