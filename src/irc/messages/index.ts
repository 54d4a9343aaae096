import type { Command } from "../session/context.ts";
import { batch } from "./batch.ts";
import { markread } from "./markread.ts";
import { notice } from "./notice.ts";
import { npc } from "./npc.ts";
import { npca } from "./npca.ts";
import { privmsg } from "./privmsg.ts";
import { redact } from "./redact.ts";
import { relaymsg } from "./relaymsg.ts";
import { scene } from "./scene.ts";
import { tagmsg } from "./tagmsg.ts";

/** The commands of this room. */
export const MESSAGES_COMMANDS: readonly Command[] = [
  batch,
  markread,
  notice,
  npc,
  npca,
  privmsg,
  redact,
  relaymsg,
  scene,
  tagmsg,
];
