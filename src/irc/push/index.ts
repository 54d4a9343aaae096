import type { Command } from "../session/context.ts";
import { webpush } from "./webpush.ts";

/** The commands of this room. */
export const PUSH_COMMANDS: readonly Command[] = [
  webpush,
];
