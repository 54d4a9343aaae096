/** What is left out, in the words of the summary: from either package. */
export const GONE = "things of accounts and channels that are gone";
export const NEVER_VERIFIED = "accounts that were never verified";
export const NO_RANK = "entries of access lists that give no rank";
export const TEXTS = "texts about accounts and channels";
export const OTHERS = "things of other kinds";

/** What there is no place for of Anope's, by the type of its objects. */
export const ANOPE_LEFT: Readonly<Record<string, string>> = {
  Memo: "memos",
  BotInfo: "bots",
  BadWord: "words that bots look for",
  EntryMsg: "messages for those who join",
  LogSetting: "settings of logs",
  Exception: "exceptions from limits of sessions",
  HostRequest: "requests for vhosts",
  IgnoreData: "people whom services ignored",
  NewsItem: "news",
  OperInfo: "notes of operators",
  Oper: "operators of services",
  AJoinEntry: "channels that are joined by themselves",
  NSMiscData: "texts about accounts",
  CSMiscData: "texts about channels",
  SeenInfo: "times when people were last seen",
  Stats: "statistics",
};

/** What there is no place for of Atheme's, by its rows; null for what says nothing that counts. */
export const ATHEME_LEFT: Readonly<Record<string, string | null>> = {
  AC: "masks of those who are known without a password",
  BOT: "bots",
  CF: null,
  GDBV: null,
  GRVER: null,
  GRP: "groups",
  KID: null,
  LUID: null,
  MDEP: null,
  ME: "memos",
  MI: "people who are ignored",
  NAM: "names that were somebody's once",
  QID: null,
  SI: "people whom services ignored",
  SO: "operators of services",
  TS: null,
  XID: null,
};
