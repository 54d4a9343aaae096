import type { Command } from "../session/context.ts";
import { persistence } from "./persistence.ts";
import { resume } from "./resume.ts";

/** The commands of this room. */
export const PRESENCE_COMMANDS: readonly Command[] = [persistence, resume];
