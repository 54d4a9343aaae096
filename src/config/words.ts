/** What there is to say of a setting. */
export interface Words {
  /** What it sets, in a few words */
  readonly help: string;
  /** A value, as TOML has it, where there is no default that shows one */
  readonly example?: string;
}

const HASH = '"$scrypt$..."';

/** What each table is for. */
export const TABLE_WORDS: Readonly<Record<string, string>> = {
  "server": "the server itself",
  "listen": "where to listen, as often as you like, in place of host and port",
  "tls": "a certificate, of which there may be several",
  "channels": "what new channels are like, and those that users register",
  "users": "what new users are like",
  "web": "clients that come over HTTP, by WebSocket",
  "metrics": "where metrics and health are to be had over HTTP",
  "log": "what is logged, and how",
  "log.levels": "categories of the log that have a level of their own",
  "limits": "how much of everything there may be",
  "flood": "what the lines of a client may cost; a plain one costs 1",
  "rates": "how often a user may do things within a minute",
  "connections": "how many connections there may be",
  "connection-class": "other limits for certain networks; the first that fits",
  "check": "asks somebody else about each connection that is not exempt",
  "dns": "whether hosts are shown by their names",
  "class": "what a class of operators may do",
  "operator":
    "who may become an operator: all proofs that it has here are needed",
  "role": "what operators may give accounts, with NickServ's ROLE",
  "accounts": "accounts that users register, and the nicknames of accounts",
  "accounts.authenticator":
    "asks somebody else about logins, before the passwords that are kept here",
  "accounts.oauth2": "tokens that somebody else gives, for OAUTHBEARER",
  "mail": "how mail is sent: codes for accounts",
  "push":
    "pushes what is said to users to devices that sleep (Web Push); off without it",
  "history": "what is kept of what was said, for those who come back",
  "account": "an account that is set here, and that nobody can change",
  "webirc": "a gateway that tells where its clients come from",
  "sts": "tells clients to come over TLS",
};

/** What each setting is, by its name in the schema. */
export const KEY_WORDS: Readonly<Record<string, Words>> = {
  "server.name": { help: "what the server calls itself" },
  "server.network": { help: "what the network is called" },
  "server.description": { help: "what LINKS and WHOIS say of the server" },
  "server.host": {
    help: "the address to listen on; :: is every one, IPv6 and IPv4",
    example: '"::"',
  },
  "server.port": {
    help: "the TCP port to listen on; 0 picks a free one",
    example: "6667",
  },
  "server.password": {
    help: "what clients must give with PASS",
    example: '"..."',
  },
  "server.password-file": {
    help: "a file that holds it; files stand beside this one",
    example: '"password.txt"',
  },
  "server.motd": {
    help: "a file with the message of the day",
    example: '"motd.txt"',
  },
  "server.admin": { help: "the lines of ADMIN: where, what, whom to write to" },
  "server.data": {
    help: 'the folder of what outlasts a restart; "none": in memory alone',
    example: '"ircd-data"',
  },
  "server.icon": {
    help: "the URL of the network's picture",
    example: '"https://example.org/icon.png"',
  },
  "server.client-tag-deny": {
    help: 'client-only tags that are kept back; ["*", "-typing"]: all but this',
  },
  "server.cloak-key": {
    help:
      "the secret behind the hosts that +x shows; else made once, and kept with the data",
    example: '"..."',
  },
  "server.ping-interval": { help: "seconds from one PING to the next" },
  "server.ping-timeout": { help: "seconds that a client has to answer PING" },
  "server.resume-time": {
    help: "seconds to come back in, without an account, over TLS; 0 for none",
  },
  "server.registration-timeout": {
    help: "seconds that a client has to say who it is",
  },
  "server.drain-time": {
    help:
      "seconds in which an old process lets its clients go at an upgrade, " +
      "where it cannot hand them over",
  },
  "server.require-sasl": { help: "is who has not logged in refused?" },
  "server.send-queue": { help: "bytes that may wait for a client" },
  "server.receive-queue": {
    help: "bytes of a client that may wait because it sends too fast",
  },

  "server.ws-port": {
    help: "a port with HTTP besides, for WebSocket",
    example: "8097",
  },
  "server.tls-port": {
    help: "a port with TLS besides, with the certificate of the next two",
    example: "6697",
  },
  "server.tls-cert": {
    help: "its certificate, in PEM",
    example: '"cert.pem"',
  },
  "server.tls-key": {
    help: "the key of that, in PEM",
    example: '"key.pem"',
  },

  "listen.kind": { help: "what is spoken there" },
  "listen.name": {
    help: "what those without an address are shown to come from",
    example: '"tor"',
  },
  "listen.host": { help: "the address" },
  "listen.path": {
    help: "a Unix socket in place of host and port",
    example: '"ircd.sock"',
  },
  "listen.mode": { help: "the mode of its file" },
  "listen.tls": { help: "is TLS spoken there, with [[tls]]?" },
  "listen.proxy": {
    help: 'whose connections begin with a PROXY header; "unix" with a path',
  },
  "listen.tor": { help: "does nobody's address count there?" },
  "listen.require-sasl": { help: "is who has not logged in refused?" },
  "listen.connections": {
    help: "at once; 500 where tor is true, else no limit of its own",
    example: "500",
  },
  "listen.connections-minute": {
    help: "new ones a minute; 150 where tor is true",
    example: "150",
  },
  "listen.unregistered": {
    help: "before they have registered; 100 where tor is true",
    example: "100",
  },
  "listen.port": { help: "the TCP port", example: "6667" },

  "tls.certificate": {
    help: "PEM, with the chain; SNI chooses, the first is for all other names",
    example: '"cert.pem"',
  },
  "tls.key": { help: "PEM", example: '"key.pem"' },

  "channels.modes": { help: "the modes that a new channel has" },
  "channels.creator": {
    help: 'what its creator has; "qo" makes founders',
  },
  "channels.registration": { help: "may users register channels?" },
  "channels.per-account": { help: "channels that an account is founder of" },
  "channels.expire-days": {
    help: "days until one is dropped that nobody was on; 0: never",
  },

  "channels.relay": {
    help: 'who gives RELAYMSG: "channel-operators", "operators" or "none"',
  },

  "history.enabled": { help: "is anything kept?" },
  "history.unregistered": {
    help: "in memory, what is said on other channels and without an account?",
  },
  "history.private": { help: "private messages?" },
  "history.cutoff": {
    help:
      'how far back members read: "registration-time", "join-time" or "none"',
  },
  "history.page": { help: "the most messages that one CHATHISTORY gives" },
  "history.replay": {
    help: 'what clients without CHATHISTORY get on joining, like "50:2h"',
  },
  "history.memory-events": {
    help: "the most that is in memory of one channel or conversation",
  },
  "history.memory-megabytes": { help: "the most that all of it takes there" },
  "history.disk-days": { help: "for how long it is on the disk; 0: for ever" },
  "history.disk-events": {
    help: "the most that is there of one channel or conversation; 0: all",
  },
  "history.disk-megabytes": {
    help: "the most that all of it takes there, the oldest goes; 0: no limit",
  },

  "users.modes": { help: 'the modes that a new user has, like "ix"' },
  "users.command-nicknames": { help: 'may somebody be called "list"?' },

  "web.origins": {
    help: "the origins of web pages that may connect, * for any text; else all",
    example: '["https://*.example.org"]',
  },
  "web.proxies": {
    help: 'HTTP proxies whose header is believed; "unix": on Unix sockets',
    example: '["127.0.0.0/8"]',
  },
  "web.forwarded-header": {
    help: "where these say who the client is: x-forwarded-for or forwarded",
  },
  "metrics.host": {
    help: "the address to listen on: who can connect there can read them",
    example: '"127.0.0.1"',
  },
  "metrics.port": { help: "the TCP port to listen on", example: "9090" },

  "log.format": { help: '"text", or "json": one object a line' },
  "log.level": {
    help: '"debug", "info", "warning" or "error": less is not logged',
  },
  "log.addresses": {
    help: 'of clients: "full", "network" (/24 and /48) or "none"',
  },
  "log.file": {
    help: "a file in place of standard error, opened anew at SIGHUP",
    example: '"ircd.log"',
  },

  "limits.nickname": { help: "characters, of two bytes on average" },
  "limits.username": { help: "characters, of two bytes on average" },
  "limits.realname": { help: "bytes" },
  "limits.channel-name": { help: "characters, of two bytes on average" },
  "limits.key": { help: "bytes of a channel's key" },
  "limits.topic": { help: "bytes" },
  "limits.reason": {
    help: "bytes: KICK, PART, QUIT, KILL, RENAME, REDACT, bans",
  },
  "limits.away": { help: "bytes of an away message" },
  "limits.mask": { help: "bytes of a mask on a list" },
  "limits.channels": { help: "that a user is on, and of one JOIN or PART" },
  "limits.invitations": { help: "that a user holds" },
  "limits.list-entries": { help: "of each of a channel's lists" },
  "limits.modes": { help: "with a parameter, in one MODE" },
  "limits.message-targets": { help: "of one PRIVMSG, NOTICE or TAGMSG" },
  "limits.targets": { help: "of one KICK, LIST, NAMES or WHOIS" },
  "limits.matches": { help: "that WHO, LIST and METADATA SYNC show" },
  "limits.monitor": { help: "nicknames that a client watches" },
  "limits.silence": { help: "masks that a user silences" },
  "limits.accept": { help: "users that a user accepts" },
  "limits.whowas": { help: "departed users that WHOWAS knows" },
  "limits.server-bans": { help: "of addresses, masks and real names" },
  "limits.account-nicks": { help: "that an account has besides its name" },
  "limits.sessions": { help: "connections that a user has at once" },
  "limits.account-certificates": { help: "that open an account" },
  "limits.known-messages": { help: "messages that can still be taken back" },
  "limits.read-markers": { help: "of a user, or of an account" },
  "limits.metadata-keys": { help: "of a user or a channel" },
  "limits.metadata-subscriptions": { help: "of a client" },
  "limits.metadata-value": { help: "bytes, or what a line has room for" },
  "limits.multiline-bytes": { help: "of a message of several lines" },
  "limits.multiline-lines": { help: "of a message of several lines" },
  "limits.batch-seconds": { help: "that a client's batch may be open" },
  "limits.held-lines": { help: "of a client while its password is checked" },

  "limits.flood": { help: "is there flood control?" },

  "flood.burst": { help: "at once" },
  "flood.rate": { help: "a second" },
  "flood.start": { help: "beside that, until a client is registered" },
  "flood.welcome": { help: "beside that, once it is" },
  "flood.welcome-time": { help: "seconds for which it has that" },
  "flood.address-minute": {
    help:
      "a minute, of those and of the first burst, all who come from one address or /64 together",
  },

  "rates.targets": { help: "that it has not written to lately" },
  "rates.joins": { help: "channels" },
  "rates.nicks": { help: "changes of its nickname" },
  "rates.invites": { help: "invitations" },
  "rates.knocks": { help: "on closed channels" },
  "rates.aways": { help: "AWAY, and back" },
  "rates.topics": { help: "changes of topics" },

  "connections.total": { help: "in all" },
  "connections.unregistered": { help: "before they have registered" },
  "connections.address": { help: "from one address, or a /64 of IPv6" },
  "connections.network": { help: "from a /48 of IPv6" },
  "connections.address-minute": { help: "new ones from it within a minute" },
  "connections.network-minute": { help: "new ones from it within a minute" },
  "connections.exempt": {
    help: "networks that only the total holds for, and DEFCON 1 and 2 do not",
  },

  "connection-class.name": { help: "what it is called", example: '"office"' },
  "connection-class.networks": {
    help: "addresses and CIDR blocks",
    example: '["192.0.2.0/24"]',
  },
  "connection-class.address": {
    help: "as in [connections]",
    example: "500",
  },
  "connection-class.network": {
    help: "as in [connections]",
    example: "500",
  },
  "connection-class.address-minute": {
    help: "as in [connections]",
    example: "500",
  },
  "connection-class.network-minute": {
    help: "as in [connections]",
    example: "500",
  },
  "connection-class.flood": { help: "is there flood control?" },
  "connection-class.require-sasl": {
    help: "in place of what [server] says",
    example: "true",
  },

  "check.url": {
    help: "is sent what is known of it by POST",
    example: '"http://127.0.0.1:8080/"',
  },
  "check.command": {
    help: "or a program to run, and its arguments",
    example: '["/usr/local/bin/check"]',
  },
  "check.timeout": {
    help: "seconds that the answer may take",
    example: "5",
  },
  "check.on-failure": {
    help: '"accept" or "refuse" when none comes',
    example: '"accept"',
  },

  "dns.reverse": { help: "are they, where the names lead back to them?" },
  "dns.timeout": { help: "seconds that it may take" },
  "dns.servers": { help: "whom to ask; none for whom the system asks" },

  "class.name": { help: "what operators name it by", example: '"helper"' },
  "class.privileges": {
    help: "kill, ban (UBAN KLINE DLINE), rehash, die (DIE RESTART), override " +
      "(SAJOIN SAMODE ...), announce (WALLOPS, $$mask), spy (sees what is hidden), flood (no limit of speed), accounts (those of others), roles (ROLE), channels (those of others), defcon (DEFCON), " +
      "vhosts (gives them to others), relay (RELAYMSG)",
    example: '["kill", "announce"]',
  },

  "operator.name": { help: "what OPER is given first", example: '"alice"' },
  "operator.password": {
    help: "what `ircd hash-password` prints",
    example: HASH,
  },
  "operator.hosts": {
    help: "masks of user@host or CIDR, one of which must fit",
  },
  "operator.certfp": {
    help: "the SHA-256 of its certificate, in place of the password or with it",
    example: `"${"0123456789abcdef".repeat(4)}"`,
  },
  "operator.account": {
    help: "the account it is logged in to, likewise; registered before",
    example: '"alice"',
  },
  "operator.auto": {
    help: "is that enough, without OPER? not with a password",
  },
  "operator.class": { help: "one of [[class]]", example: '"helper"' },

  "role.name": { help: "what ROLE calls it", example: '"guide"' },
  "role.privileges": {
    help: "as in [[class]]: with any, who logs in is an operator",
    example: '["kill"]',
  },
  "role.ranks": {
    help: "letters of ranks, and a mask of the channels where JOIN gives them",
    example: '["o #help*", "v *"]',
  },

  "accounts.registration": { help: "may users register accounts?" },
  "accounts.before-connect": {
    help: "before they are on the network, too? not where it has a password",
  },
  "accounts.custom-name": {
    help: "with another name than their nickname?",
  },
  "accounts.email": {
    help:
      '"required", "optional" or "none"; who gives one must be verified ([mail])',
  },
  "accounts.blocked-emails": {
    help: 'addresses that no account can have, like "*@example.org"',
  },
  "accounts.expire-days": {
    help: "days until one is deleted that nobody has logged in to; 0: never",
  },
  "accounts.daily-mails-to": {
    help: "that go to one address, or for one account",
  },
  "accounts.daily-mails-from": { help: "that are asked for from one network" },
  "accounts.code-minutes": {
    help: "that a code for a new password or address is good",
  },
  "accounts.verify-hours": { help: "that they have for that" },
  "accounts.nicknames": {
    help:
      '"strict": only its owner has it, "timeout": others for a time, "none"',
  },
  "accounts.nickname-time": { help: "seconds of that time" },
  "accounts.force-nick-equals-account": {
    help: "must who is logged in have the account's name as nickname?",
  },
  "accounts.cloaks": {
    help: "does +x show alice.users.<network> for who is logged in to alice?",
  },
  "accounts.dropped-names": {
    help: '"kept": nobody else may have them, or "free"',
  },
  "accounts.multiclient": {
    help:
      'may connections of an account be one user? "off", "opt-in", "opt-out"',
  },
  "accounts.always-on": {
    help:
      'who stays without a connection? "off", "opt-in", "opt-out", "mandatory"',
  },
  "accounts.always-on-days": {
    help: "that it stays so; 0 for ever",
  },
  "accounts.auto-away": { help: "who is away then?" },
  "accounts.password-length": {
    help: "characters that a new password has at least",
  },
  "accounts.hourly": { help: "that are registered from one network" },
  "accounts.mechanisms": {
    help: "of SASL, offered wherever there is what each needs",
  },
  "accounts.pass-login": {
    help:
      "does PASS account:password log in, whatever password the server has?",
  },

  "accounts.authenticator.url": {
    help: "is sent what a client shows by POST",
    example: '"http://127.0.0.1:8080/"',
  },
  "accounts.authenticator.command": {
    help: "or a program to run, and its arguments",
    example: '["/usr/local/bin/login"]',
  },
  "accounts.authenticator.timeout": {
    help: "seconds that the answer may take",
    example: "5",
  },
  "accounts.authenticator.creates": {
    help: "is who is let in, and has no account, given one?",
    example: "false",
  },

  "accounts.oauth2.introspection-url": {
    help: "who gave a token is asked about it there (RFC 7662)",
    example: '"https://id.example.org/introspect"',
  },
  "accounts.oauth2.client-id": {
    help: "as whom the server asks",
    example: '"irc"',
  },
  "accounts.oauth2.client-secret": { help: "its secret", example: '"..."' },
  "accounts.oauth2.jwks-url": {
    help: "or they are JWTs, and the keys for them are published there",
    example: '"https://id.example.org/jwks.json"',
  },
  "accounts.oauth2.key-file": {
    help: "or stand in this file, in PEM",
    example: '"id.pem"',
  },
  "accounts.oauth2.secret": {
    help: "or both sides know this key",
    example: '"..."',
  },
  "accounts.oauth2.algorithms": {
    help: "that JWTs may be signed with",
    example: '["RS256", "ES256"]',
  },
  "accounts.oauth2.issuer": {
    help: "who must have given them (iss); JWTs need it",
    example: '"https://id.example.org"',
  },
  "accounts.oauth2.audience": {
    help: "whom they must be for (aud); JWTs need it",
    example: '"irc"',
  },
  "accounts.oauth2.claim": {
    help: "what in them names the account; username where they are asked about",
    example: '"preferred_username"',
  },
  "accounts.oauth2.discovery-url": {
    help: "where clients learn who gives tokens",
    example: '"https://id.example.org/.well-known/openid-configuration"',
  },
  "accounts.oauth2.timeout": {
    help: "seconds that an answer may take",
    example: "5",
  },
  "accounts.oauth2.creates": {
    help: "is who has a good token, and no account, given one?",
    example: "false",
  },

  "mail.from": {
    help: "the address that it comes from",
    example: '"irc@example.org"',
  },
  "mail.host": {
    help: "the mail server that takes it",
    example: '"mail.example.org"',
  },
  "mail.port": { help: "587, or 465 with implicit TLS", example: "587" },
  "mail.tls": {
    help: '"implicit", "required" (STARTTLS), "optional" or "none"',
    example: '"required"',
  },
  "mail.ca": {
    help: "who vouches for its certificate, in PEM; else whom all trust",
    example: '"ca.pem"',
  },
  "mail.user": { help: "what it knows the server by", example: '"irc"' },
  "mail.password": {
    help: "and its password; better IRCD__MAIL__PASSWORD, or the next one",
    example: '"..."',
  },
  "mail.password-file": {
    help: "a file that holds it",
    example: '"mail-password.txt"',
  },
  "mail.sendmail": {
    help: "a program that takes mail, in place of host",
    example: '"/usr/sbin/sendmail"',
  },
  "mail.dkim-domain": {
    help: "the domain that signs it (DKIM)",
    example: '"example.org"',
  },
  "mail.dkim-selector": { help: "which of its keys", example: '"irc"' },
  "mail.dkim-key": {
    help: "that key, RSA, in PEM",
    example: '"dkim.pem"',
  },
  "mail.timeout": { help: "seconds that it may take", example: "30" },

  "push.contact": {
    help: "whom push services may write to",
    example: '"mailto:irc@example.org"',
  },
  "push.subscriptions": {
    help: "devices of one account",
    example: "8",
  },
  "push.expire": {
    help: "days after which one is forgotten whose client has not come back",
    example: "28",
  },
  "push.delay": {
    help: "seconds that a push waits for the message to be read elsewhere",
    example: "5",
  },
  "push.active": {
    help: "seconds without a word after which a user is not at the screen",
    example: "60",
  },
  "push.timeout": {
    help: "seconds that a push service has to answer",
    example: "10",
  },
  "push.ports": { help: "that push services may have", example: "[443]" },
  "push.ca": {
    help: "who vouches for their certificates, in PEM; else whom all trust",
    example: '"ca.pem"',
  },
  "push.private-addresses": {
    help: "may they be inside of this network? For tests",
    example: "false",
  },

  "account.name": { help: "what the account is called", example: '"alice"' },
  "account.password": {
    help: "what `ircd hash-password` prints; not for SCRAM",
    example: HASH,
  },
  "account.certificates": {
    help: "the SHA-256 of certificates that open it, for EXTERNAL",
  },

  "webirc.name": { help: "as WHOIS shows it", example: '"kiwi"' },
  "webirc.password": { help: "what it gives", example: '"..."' },
  "webirc.hosts": { help: "addresses and CIDR blocks that it comes from" },
  "webirc.certificate": {
    help: "the SHA-256 of its certificate, beside hosts or without",
    example: `"${"0123456789abcdef".repeat(4)}"`,
  },

  "sts.port": { help: "where TLS is spoken", example: "6697" },
  "sts.duration": {
    help: "for how long clients keep to it; 0 ends it",
    example: '"30d"',
  },
  "sts.preload": {
    help: "may clients know of it from a list?",
    example: "false",
  },
};
