import accounts from "./accounts.md" with { type: "text" };
import channels from "./channels.md" with { type: "text" };
import imports from "./imports.md" with { type: "text" };
import listening from "./listening.md" with { type: "text" };
import loggingIn from "./logging_in.md" with { type: "text" };
import operators from "./operators.md" with { type: "text" };
import upgrade from "./upgrade.md" with { type: "text" };
import websocket from "./websocket.md" with { type: "text" };

/** What the manual tells beyond the README, in its order: Markdown. */
export const CHAPTERS: readonly string[] = [
  listening,
  websocket,
  accounts,
  loggingIn,
  operators,
  channels,
  imports,
  upgrade,
];
