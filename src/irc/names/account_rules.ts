/** What becomes of who has a nickname that is reserved for an account of somebody else. */
export const NICK_RULES = ["strict", "timeout", "none"] as const;

/** One of {@linkcode NICK_RULES}: it must go at once, after a time, or may stay. */
export type NickRule = typeof NICK_RULES[number];

/** Whether who registers an account must give an address, may, or need not. */
export const EMAIL_RULES = ["required", "optional", "none"] as const;

/** One of {@linkcode EMAIL_RULES}. */
export type EmailRule = typeof EMAIL_RULES[number];

/** Whether others may have the name of an account that its owner has deleted. */
export const DROPPED_NAME_RULES = ["kept", "free"] as const;

/** One of {@linkcode DROPPED_NAME_RULES}. */
export type DroppedNameRule = typeof DROPPED_NAME_RULES[number];

/** Who has something: nobody, who wants it, who does not refuse it, or everybody. */
export const CHOICE_RULES = ["off", "opt-in", "opt-out", "mandatory"] as const;

/** One of {@linkcode CHOICE_RULES}. */
export type ChoiceRule = typeof CHOICE_RULES[number];

/** What somebody may choose under a {@linkcode ChoiceRule}; anything else is no choice. */
export const CHOICES = ["on", "off"] as const;

/** Tells whether somebody has what a rule is about. */
export function isChosen(rule: ChoiceRule, choice: string): boolean {
  switch (rule) {
    case "off":
      return false;
    case "opt-in":
      return choice === "on";
    case "opt-out":
      return choice !== "off";
    case "mandatory":
      return true;
  }
}

/** How accounts are registered, and what belongs to them. */
export interface AccountRules {
  /** True if users may register accounts */
  readonly registration: boolean;
  /** True if clients may do that before they are registered themselves (draft/account-registration before-connect) */
  readonly beforeConnect: boolean;
  /** True if an account may be called otherwise than who registers it (custom-account-name) */
  readonly customName: boolean;
  /** With an address, an account must be verified before anybody can log in to it */
  readonly email: EmailRule;
  /** Masks of addresses that no account can have */
  readonly blockedEmails: readonly string[];
  /** How many mails may go to one address within a day, and for one account */
  readonly dailyMailsTo: number;
  /** How many mails may be asked for within a day from one network */
  readonly dailyMailsFrom: number;
  /** For how long a code is good that gives an account a new password, or a new address */
  readonly codeMs: number;
  /** For how long a code is good that verifies an account, and its name is kept until then */
  readonly verifyMs: number;
  /** What becomes of who has a nickname of somebody else's account, unless that account wants it otherwise */
  readonly nicknames: NickRule;
  /** Milliseconds until then under `timeout` */
  readonly nicknameMs: number;
  /** True if who is logged in to an account must have its name as nickname */
  readonly forceNick: boolean;
  /** True if who is logged in and has a hidden host is shown with a host that is made of the account */
  readonly cloaks: boolean;
  /** How many characters a new password has at least */
  readonly passwordCharacters: number;
  /** How many accounts may be registered within an hour from one network */
  readonly hourly: number;
  /** Whether others may have the name of an account that is gone: messages and bans name it */
  readonly droppedNames: DroppedNameRule;
  /** Whether several connections that log in to an account may be one user */
  readonly multiclient: Exclude<ChoiceRule, "mandatory">;
  /** Whose users stay while they have no connection */
  readonly alwaysOn: ChoiceRule;
  /** Whose users are away then */
  readonly autoAway: ChoiceRule;
  /** Milliseconds without a connection until such a user goes; 0 for never */
  readonly alwaysOnMs: number;
  /** Milliseconds after which an account is deleted that nobody has logged in to; 0 for never */
  readonly expireMs: number;
}

/** The rules, unless the configuration says otherwise. */
export const DEFAULT_ACCOUNT_RULES: AccountRules = {
  registration: true,
  beforeConnect: true,
  customName: false,
  email: "none",
  blockedEmails: [],
  dailyMailsTo: 5,
  dailyMailsFrom: 30,
  codeMs: 3_600_000,
  verifyMs: 24 * 3_600_000,
  nicknames: "strict",
  nicknameMs: 60_000,
  forceNick: false,
  cloaks: false,
  passwordCharacters: 8,
  hourly: 10,
  droppedNames: "kept",
  multiclient: "opt-out",
  alwaysOn: "opt-in",
  autoAway: "opt-in",
  alwaysOnMs: 90 * 86_400_000,
  expireMs: 0,
};
