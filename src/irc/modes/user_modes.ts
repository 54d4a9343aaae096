/** A mode of a user. */
export interface UserMode {
  readonly letter: string;
  /** Who sets it: the user, only operators, or the server alone */
  readonly setter: "user" | "operator" | "server";
  /** True if the user may take it off, even where the server sets it */
  readonly removable: boolean;
  /** What it does, in a few words, for HELP */
  readonly help: string;
}

function mode(
  letter: string,
  help: string,
  setter: UserMode["setter"] = "user",
  removable = true,
): UserMode {
  return { letter, setter, removable, help };
}

/**
 * The user modes.
 *
 * @see Modern IRC, "User Modes"
 */
export const USER_MODES: readonly UserMode[] = [
  mode("B", "is a bot"),
  mode("D", "gets no messages of channels"),
  mode("R", "gets private messages only from those with an account"),
  mode("T", "gets no CTCP but ACTION"),
  mode("Z", "came over TLS", "server", false),
  mode("g", "gets private messages only from those it has accepted"),
  mode("i", "is hidden from those who share no channel"),
  mode("o", "is an IRC operator", "server"),
  mode(
    "s",
    "gets the notices of the server that HELP SNOMASK explains",
    "operator",
  ),
  mode("w", "gets WALLOPS"),
  mode("x", "has a hidden host"),
];

const BY_LETTER = new Map(USER_MODES.map((mode) => [mode.letter, mode]));

/** The user mode of a letter, if it is one. */
export function userMode(letter: string): UserMode | undefined {
  return BY_LETTER.get(letter);
}
