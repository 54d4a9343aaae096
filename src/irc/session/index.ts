import type { Command } from "./context.ts";
import { cap } from "./cap.ts";
import { error } from "./error.ts";
import { ping } from "./ping.ts";
import { pong } from "./pong.ts";
import { user } from "./user.ts";

/** The commands of this room. */
export const SESSION_COMMANDS: readonly Command[] = [
  cap,
  error,
  ping,
  pong,
  user,
];
