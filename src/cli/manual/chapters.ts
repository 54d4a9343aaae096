import accounts from "./accounts.md" with { type: "text" };
import channels from "./channels.md" with { type: "text" };
import data from "./data.md" with { type: "text" };
import history from "./history.md" with { type: "text" };
import imports from "./imports.md" with { type: "text" };
import limits from "./limits.md" with { type: "text" };
import listening from "./listening.md" with { type: "text" };
import loggingIn from "./logging_in.md" with { type: "text" };
import operators from "./operators.md" with { type: "text" };
import presence from "./presence.md" with { type: "text" };
import push from "./push.md" with { type: "text" };
import upgrade from "./upgrade.md" with { type: "text" };
import websocket from "./websocket.md" with { type: "text" };

/** What the manual tells beyond the README, in its order: Markdown. */
export const CHAPTERS: readonly string[] = [
  listening,
  websocket,
  limits,
  accounts,
  loggingIn,
  presence,
  push,
  operators,
  channels,
  history,
  data,
  imports,
  upgrade,
];
