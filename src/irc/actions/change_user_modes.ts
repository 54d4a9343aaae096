import { message } from "../wire/message.ts";
import { ERR_UMODEUNKNOWNFLAG } from "../wire/numerics.ts";
import { USER_MODES } from "../modes/index.ts";
import type { UserContext } from "../context.ts";
import { type ModeChange, modeStrings, signedLetters } from "./mode_string.ts";

const MAX_MODE_BYTES = 200;

/**
 * Changes the modes of the user who asked, and says what really changed.
 *
 * @param context who asked
 * @param modes the mode string
 * @see Modern IRC, "User mode"
 */
export function changeUserModes(context: UserContext, modes: string): void {
  const { network, user } = context;
  const made: ModeChange[] = [];
  let unknown = false;
  for (const change of signedLetters(modes)) {
    if (!USER_MODES.some((mode) => mode.letter === change.letter)) {
      unknown = true;
    } else if (network.setUserMode(user, change.letter, change.set)) {
      made.push(change);
    }
  }
  for (const params of modeStrings(made, MAX_MODE_BYTES)) {
    user.send(message(user.source, "MODE", [user.nick, ...params]));
  }
  if (unknown) context.fail(ERR_UMODEUNKNOWNFLAG);
}
