import { packWords } from "../names/text.ts";
import {
  ERR_HELPNOTFOUND,
  RPL_ENDOFHELP,
  RPL_HELPSTART,
  RPL_HELPTXT,
} from "../wire/numerics.ts";
import type { Command, Context } from "../session/context.ts";
import { findTopic, HELP_TOPICS, type HelpTopic } from "./help_topics.ts";

/** @see Modern IRC, "HELP message" */
export const help: Command = {
  name: "HELP",
  parameters: 0,
  registered: true,
  syntax: "[<command or topic>]",
  help: "Tells how a command is used, or which commands there are.",
  run(context, [subject = ""]) {
    const shown = asParameter(subject);
    if (subject === "") return show(context, shown, index(context));
    const topic = findTopic(context.protocol.commands, subject);
    if (topic === undefined) return context.fail(ERR_HELPNOTFOUND, shown);
    show(context, shown, topic);
  },
};

/** Modern IRC wants `*` for a subject that cannot be a parameter. */
function asParameter(subject: string): string {
  return /^[^: ][^ ]*$/.test(subject) ? subject : "*";
}

function show(
  context: Context,
  subject: string,
  { title, lines }: HelpTopic,
): void {
  context.reply(RPL_HELPSTART, subject, title);
  for (const line of ["", ...lines]) context.reply(RPL_HELPTXT, subject, line);
  context.reply(RPL_ENDOFHELP, subject);
}

function index(context: Context): HelpTopic {
  const room = context.roomFor(RPL_HELPTXT, "*");
  return {
    title: "HELP <command> tells how a command is used. There are:",
    lines: [
      ...packWords([...context.protocol.commands.keys()].sort(), room),
      `There are also the topics ${[...HELP_TOPICS.keys()].join(", ")}.`,
    ],
  };
}
