/** The longest topic, in bytes (the TOPICLEN token). */
export const MAX_TOPIC_BYTES = 390;

/** The longest reason of KICK, PART and QUIT, in bytes (the KICKLEN token). */
export const MAX_REASON_BYTES = 300;

/** The longest real name, in bytes. */
export const MAX_REALNAME_BYTES = 150;

/** How many channels a user may be on (the CHANLIMIT token). */
export const MAX_CHANNELS = 100;

/** How many invitations a user may hold; a newer one drives out the oldest. */
export const MAX_INVITES = 100;

/** How many modes with a parameter one MODE may change (the MODES token). */
export const MAX_MODES = 12;

/** How many targets a command takes in one list (the TARGMAX token); the others take any number. */
export const MAX_TARGETS: Readonly<Record<string, number>> = {
  JOIN: 100,
  KICK: 20,
  NAMES: 20,
  NOTICE: 4,
  PART: 100,
  PRIVMSG: 4,
  USERHOST: 5,
};
