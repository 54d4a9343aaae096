/** How much of everything there may be. What a client could grow is here, unless a constant beside it bounds it. */
export interface Limits {
  /** Characters of a nickname, of two bytes on average (NICKLEN) */
  readonly nickname: number;
  /** Characters of a username, its tilde included, of two bytes on average (USERLEN) */
  readonly username: number;
  /** Bytes of a real name (NAMELEN) */
  readonly realname: number;
  /** Characters of a channel's name, `#` included, of two bytes on average (CHANNELLEN) */
  readonly channelName: number;
  /** Bytes of a channel's key (KEYLEN) */
  readonly key: number;
  /** Bytes of a topic (TOPICLEN) */
  readonly topic: number;
  /** Bytes of the reason of KICK, PART, QUIT, KILL, RENAME, REDACT, KLINE and DLINE (KICKLEN) */
  readonly reason: number;
  /** Bytes of an away message (AWAYLEN) */
  readonly away: number;
  /** Bytes of a mask on a list */
  readonly mask: number;
  /** Channels that a user may be on (CHANLIMIT), and targets of one JOIN or PART */
  readonly channels: number;
  /** Invitations that a user may hold; a newer one drives out the oldest */
  readonly invitations: number;
  /** Entries of one list of a channel (MAXLIST) */
  readonly listEntries: number;
  /** Modes with a parameter that one MODE may change (MODES) */
  readonly modes: number;
  /** Targets of one PRIVMSG, NOTICE or TAGMSG (TARGMAX) */
  readonly messageTargets: number;
  /** Targets of one KICK, LIST, NAMES or WHOIS (TARGMAX) */
  readonly targets: number;
  /** Replies of one WHO, LIST or METADATA SYNC; one answer may be longer than the send queue */
  readonly matches: number;
  /** Nicknames that a client may watch (MONITOR) */
  readonly monitor: number;
  /** Masks on a user's silence list (SILENCE) */
  readonly silence: number;
  /** Nicknames on a user's accept list (CALLERID) */
  readonly accept: number;
  /** Departed users that WHOWAS remembers */
  readonly whowas: number;
  /** Bans of the server, of all kinds but those of accounts */
  readonly serverBans: number;
  /** Nicknames that an account may have besides its name */
  readonly accountNicks: number;
  /** Connections that a user may have at once */
  readonly sessions: number;
  /** Certificates that may open an account */
  readonly accountCertificates: number;
  /** Messages whose msgid is known, for those who take them back; a newer one drives out the oldest */
  readonly knownMessages: number;
  /** Read markers of an account, or of a user without one; a newer one drives out the oldest */
  readonly readMarkers: number;
  /** Keys of metadata of a user or a channel (draft/metadata-3 max-keys) */
  readonly metadataKeys: number;
  /** Keys of metadata that a client may subscribe to (draft/metadata-3 max-subs) */
  readonly metadataSubscriptions: number;
  /** Bytes of a value of metadata, where a line has room for as many (draft/metadata-3 max-value-bytes) */
  readonly metadataValue: number;
  /** Bytes of a message of several lines (draft/multiline max-bytes) */
  readonly multilineBytes: number;
  /** Lines of a message of several lines (draft/multiline max-lines) */
  readonly multilineLines: number;
  /** Seconds that a client's batch may be open */
  readonly batchSeconds: number;
  /** Lines of a client that wait while its password is checked; more are refused with 263 */
  readonly heldLines: number;
}

/** The limits, unless the configuration says otherwise. */
export const DEFAULT_LIMITS: Limits = {
  nickname: 30,
  username: 18,
  realname: 150,
  channelName: 64,
  key: 32,
  topic: 390,
  reason: 300,
  away: 200,
  mask: 200,
  channels: 100,
  invitations: 100,
  listEntries: 100,
  modes: 12,
  messageTargets: 4,
  targets: 20,
  matches: 20_000,
  monitor: 100,
  silence: 32,
  accept: 32,
  whowas: 1000,
  serverBans: 1000,
  accountNicks: 10,
  sessions: 20,
  accountCertificates: 10,
  knownMessages: 10_000,
  readMarkers: 1000,
  metadataKeys: 20,
  metadataSubscriptions: 50,
  metadataValue: 300,
  multilineBytes: 8192,
  multilineLines: 64,
  batchSeconds: 30,
  heldLines: 32,
};
