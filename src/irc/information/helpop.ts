import type { Command } from "../session/context.ts";
import { help } from "./help.ts";

/**
 * HELP, for the clients that keep HELP to themselves.
 *
 * @see Modern IRC, "HELP message"
 */
export const helpop: Command = { ...help, name: "HELPOP" };
