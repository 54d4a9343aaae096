import type { Command } from "../session/context.ts";
import { metadata } from "./metadata.ts";

/** The commands of this room. */
export const METADATA_COMMANDS: readonly Command[] = [
  metadata,
];
