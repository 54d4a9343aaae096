/**
 * The channel modes that there are here too, by what Anope calls them; those of
 * registered channels alone say nothing that is not known.
 */
export const ANOPE_MODES: Readonly<Record<string, string>> = {
  AUDITORIUM: "u",
  BAN: "b",
  BLOCKCOLOR: "c",
  EXCEPT: "e",
  INVITE: "i",
  INVITEOVERRIDE: "I",
  JOINFLOOD: "j",
  KEY: "k",
  LIMIT: "l",
  MODERATED: "m",
  NOCTCP: "C",
  NOEXTERNAL: "n",
  NONICK: "N",
  NONOTICE: "T",
  OPERONLY: "O",
  OPMODERATED: "U",
  PRIVATE: "p",
  REDIRECT: "f",
  REGISTERED: "r",
  REGISTEREDONLY: "R",
  REGMODERATED: "M",
  SECRET: "s",
  SSL: "z",
  STRIPCOLOR: "S",
  TOPIC: "t",
};

/**
 * The channel modes that have the same bit with Atheme whatever the IRC server;
 * that of others depends on it.
 *
 * @see Atheme, include/atheme/channels.h
 */
export const ATHEME_MODES: readonly (readonly [bit: number, letter: string])[] =
  [
    [0x1, "i"],
    [0x2, "k"],
    [0x4, "l"],
    [0x8, "m"],
    [0x10, "n"],
    [0x40, "p"],
    [0x80, "s"],
    [0x100, "t"],
    [0x200, "r"],
  ];
