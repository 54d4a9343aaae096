import type { AccountRules } from "../names/account_rules.ts";
import type { ChannelRules } from "../names/channel_rules.ts";
import type { HistoryRules } from "../names/history_rules.ts";
import type { LoginRules } from "../names/login_rules.ts";
import type { Limits } from "../names/limits.ts";
import type { RelayRule } from "../names/relayed_names.ts";
import type { Rates } from "../names/rates.ts";

/** What a class of operators may be allowed to do, beyond what everybody may. */
export const PRIVILEGES = [
  "kill",
  "ban",
  "rehash",
  "die",
  "override",
  "announce",
  "spy",
  "flood",
  "accounts",
  "roles",
  "channels",
  "defcon",
  "vhosts",
  "relay",
] as const;

/** The name of one of {@linkcode PRIVILEGES}. */
export type Privilege = typeof PRIVILEGES[number];

/** Who may become an operator, and of which class. */
export interface OperatorSettings {
  /** What OPER is given first */
  readonly name: string;
  /** What the shell checks the password against; null for none */
  readonly passwordHash: string | null;
  /** The SHA-256 of the certificate that must be shown, in hexadecimal; null for none */
  readonly certificate: string | null;
  /** The account that one must be logged in to; null for none */
  readonly account: string | null;
  /** True if who shows all of that needs no OPER */
  readonly isAutomatic: boolean;
  /** Masks of `user@host`, one of which must fit */
  readonly hosts: readonly string[];
  /** The name of the class, shown by WHOIS */
  readonly class: string;
  /** What the class may do */
  readonly privileges: readonly Privilege[];
}

/** The ranks that a role gives on channels. */
export interface RoleRank {
  /** A mask of the channels' names */
  readonly channels: string;
  /** The letters of the prefix modes, highest rank first */
  readonly modes: string;
}

/** What an account may be given: channel ranks and privileges under one name. */
export interface RoleSettings {
  readonly name: string;
  /** With any, who has the role is an operator */
  readonly privileges: readonly Privilege[];
  readonly ranks: readonly RoleRank[];
}

/** Somebody who has an account. */
export interface AccountSettings {
  readonly name: string;
  /** What the shell checks the password against; null if no password opens it */
  readonly passwordHash: string | null;
  /** The SHA-256 of certificates that open it, in hexadecimal; left out for none */
  readonly certificates?: readonly string[];
}

/** A gateway that tells where its clients really come from. */
export interface GatewaySettings {
  /** What WHOIS calls it */
  readonly name: string;
  /** What WEBIRC is given first */
  readonly password: string;
  /** Addresses and CIDR blocks, one of which it must come from; empty for anywhere */
  readonly hosts: readonly string[];
  /** The SHA-256 of the certificate it must show, in hexadecimal; null for none */
  readonly certificate: string | null;
}

/** Whether those who come from certain networks must log in. */
export interface SaslRule {
  /** Addresses and CIDR blocks */
  readonly networks: readonly string[];
  /** Null for as everybody */
  readonly requireSasl: boolean | null;
}

/** What the core is told by the configuration. */
export interface Settings {
  /** The server's name, the source of its messages; it has a dot so that no nickname is like it */
  readonly serverName: string;
  /** What LINKS and WHOIS say of the server */
  readonly description: string;
  /** The network's name (the NETWORK token) */
  readonly networkName: string;
  /** The version shown in 002 and 004, without spaces */
  readonly version: string;
  /** The lines of the message of the day; none means 422 */
  readonly motd: readonly string[];
  /** What ADMIN shows: where, what, and whom to write to; none means 423 */
  readonly admin: readonly string[];
  /** What PASS must hold; null lets everybody in */
  readonly password: string | null;
  /** Who may become an operator */
  readonly operators: readonly OperatorSettings[];
  /** What accounts may be given */
  readonly roles: readonly RoleSettings[];
  /** The key of the hash that hides hosts under user mode x */
  readonly cloakKey: string;
  /** The letters of the modes that a new channel has */
  readonly channelModes: string;
  /** The letters of the prefix modes that its creator has, highest rank first */
  readonly creatorModes: string;
  /** Who may give RELAYMSG */
  readonly relay: RelayRule;
  /** True if the name of a command may be a nickname */
  readonly commandNicknames: boolean;
  /** The letters of the modes that a new user has */
  readonly userModes: string;
  /** Milliseconds from one PING to the next */
  readonly pingIntervalMs: number;
  /** Milliseconds a client has to answer PING */
  readonly pingTimeoutMs: number;
  /** Milliseconds a connection has to register */
  readonly registrationTimeoutMs: number;
  /** Who has an account */
  readonly accounts: readonly AccountSettings[];
  /** How accounts are registered, and what belongs to them */
  readonly accountRules: AccountRules;
  /** How clients log in to accounts */
  readonly loginRules: LoginRules;
  /** True if mail can be sent */
  readonly sendsMail: boolean;
  /** How channels are registered */
  readonly channelRules: ChannelRules;
  /** What is kept of what was said */
  readonly history: HistoryRules;
  /** True if nobody is registered without having logged in with SASL, unless a rule says otherwise */
  readonly requireSasl: boolean;
  /** Addresses and CIDR blocks from which one may come whatever the network is going through */
  readonly trusted: readonly string[];
  /** The names of the listeners whose clients come over Tor and the like */
  readonly torListeners: readonly string[];
  /** The first one whose networks fit holds */
  readonly saslRules: readonly SaslRule[];
  /** Who may give WEBIRC */
  readonly gateways: readonly GatewaySettings[];
  /** The value of the sts capability; null for no such policy */
  readonly sts: string | null;
  /** True if the server takes connections over TLS */
  readonly tls: boolean;
  /** The names of the listeners whose clients must log in before they are registered */
  readonly saslListeners: readonly string[];
  /** The client-only tags that are not relayed, in the form of the CLIENTTAGDENY token */
  readonly clientTagDeny: readonly string[];
  /** The URL of the network's picture (the draft/ICON token); null for none */
  readonly icon: string | null;
  /** How much of everything there may be */
  readonly limits: Limits;
  /** How often a user may do things */
  readonly rates: Rates;
}
