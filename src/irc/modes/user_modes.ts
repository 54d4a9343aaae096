/** A mode of a user. */
export interface UserMode {
  readonly letter: string;
}

/**
 * The user modes: `i` hides a user from those who share no channel with them.
 *
 * @see Modern IRC, "User Modes"
 */
export const USER_MODES: readonly UserMode[] = [{ letter: "i" }];
