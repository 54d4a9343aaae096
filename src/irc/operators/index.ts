import type { Command } from "../session/context.ts";
import { connect } from "./connect.ts";
import { defcon } from "./defcon.ts";
import { deoper } from "./deoper.ts";
import { die } from "./die.ts";
import { dline } from "./dline.ts";
import { kill } from "./kill.ts";
import { kline } from "./kline.ts";
import { oper } from "./oper.ts";
import { rehash } from "./rehash.ts";
import { restart } from "./restart.ts";
import { sajoin } from "./sajoin.ts";
import { samode } from "./samode.ts";
import { sanick } from "./sanick.ts";
import { sapart } from "./sapart.ts";
import { squit } from "./squit.ts";
import { uban } from "./uban.ts";
import { undline } from "./undline.ts";
import { unkline } from "./unkline.ts";
import { wallops } from "./wallops.ts";

/** The commands of this room. */
export const OPERATORS_COMMANDS: readonly Command[] = [
  connect,
  defcon,
  deoper,
  die,
  dline,
  kill,
  kline,
  oper,
  rehash,
  restart,
  sajoin,
  samode,
  sanick,
  sapart,
  squit,
  uban,
  undline,
  unkline,
  wallops,
];
