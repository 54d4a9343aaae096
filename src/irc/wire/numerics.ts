import { message, type OutgoingMessage } from "./outgoing.ts";

/** A numeric reply: its three digits and its text, in which each `%s` takes one of the last parameters. */
export interface Numeric {
  /** Three digits */
  readonly code: string;
  /** The trailing parameter; where it is missing, the last parameter given stands as it is */
  readonly text?: string;
}

/**
 * Writes a numeric reply.
 *
 * @param target the nickname of the one who is answered, `*` before there is one
 * @param params its parameters, then one for each `%s` of its text. What a client
 *   sent is made to fit: only its first word counts, an empty one becomes `*`
 * @see Modern IRC, "Numeric Replies"
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const { text } = numericReply("irc.test", "ann", ERR_NOSUCHNICK, ["bob"]);
 * assertEquals(text, ":irc.test 401 ann bob :No such nick/channel");
 * ```
 */
export function numericReply(
  server: string,
  target: string,
  numeric: Numeric,
  params: readonly string[],
): OutgoingMessage {
  const { code, text } = numeric;
  if (text === undefined) {
    return message(server, code, [target, ...params.map(asMiddle)]);
  }
  const [middle, filled] = fillReply(text, params);
  return message(server, code, [target, ...middle], filled);
}

/**
 * Splits what a reply is given into its parameters, made to fit, and its text,
 * filled.
 *
 * @param text the text of a reply
 * @param params its parameters, then one for each `%s` of its text
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(
 *   fillReply("at most %s bytes", ["SET", "a b", "300"]),
 *   [["SET", "a"], "at most 300 bytes"],
 * );
 * ```
 */
export function fillReply(
  text: string,
  params: readonly string[],
): [middle: string[], filled: string] {
  if (!text.includes("%s")) return [params.map(asMiddle), text];
  const parts = text.split("%s");
  const fixed = params.length - (parts.length - 1);
  let filled = parts[0];
  for (let index = 1; index < parts.length; index++) {
    filled += params[fixed + index - 1] + parts[index];
  }
  return [params.slice(0, fixed).map(asMiddle), filled];
}

function asMiddle(param: string): string {
  if (param !== "" && param[0] !== ":" && !param.includes(" ")) return param;
  return /^ *:*([^ ]*)/.exec(param)?.[1] || "*";
}

export const RPL_WELCOME: Numeric = {
  code: "001",
  text: "Welcome to the %s network, %s",
};
export const RPL_YOURHOST: Numeric = {
  code: "002",
  text: "Your host is %s, running version %s",
};
export const RPL_CREATED: Numeric = {
  code: "003",
  text: "This server was created %s",
};
export const RPL_MYINFO: Numeric = { code: "004" };
export const RPL_ISUPPORT: Numeric = {
  code: "005",
  text: "are supported by this server",
};
export const RPL_SNOMASKIS: Numeric = {
  code: "008",
  text: "Server notice mask",
};
export const RPL_MAP: Numeric = { code: "015", text: "%s (users: %s)" };
export const RPL_ENDOFMAP: Numeric = { code: "017", text: "End of /MAP" };
export const RPL_STATSLINKINFO: Numeric = { code: "211" };
export const RPL_STATSCOMMANDS: Numeric = { code: "212" };
export const RPL_STATSKLINE: Numeric = { code: "216", text: "%s" };
export const RPL_ENDOFSTATS: Numeric = {
  code: "219",
  text: "End of /STATS report",
};
export const RPL_UMODEIS: Numeric = { code: "221" };
export const RPL_STATSDLINE: Numeric = { code: "225", text: "%s" };
export const RPL_STATSUPTIME: Numeric = {
  code: "242",
  text: "Server Up %s days %s",
};
export const RPL_STATSOLINE: Numeric = { code: "243" };
export const RPL_STATSDEBUG: Numeric = { code: "249", text: "%s" };
export const RPL_LUSERCLIENT: Numeric = {
  code: "251",
  text: "There are %s users and %s invisible on 1 server",
};
export const RPL_LUSEROP: Numeric = { code: "252", text: "operator(s) online" };
export const RPL_LUSERUNKNOWN: Numeric = {
  code: "253",
  text: "unknown connection(s)",
};
export const RPL_LUSERCHANNELS: Numeric = {
  code: "254",
  text: "channels formed",
};
export const RPL_LUSERME: Numeric = {
  code: "255",
  text: "I have %s clients and 0 servers",
};
export const RPL_ADMINME: Numeric = {
  code: "256",
  text: "Administrative info",
};
export const RPL_ADMINLOC1: Numeric = { code: "257", text: "%s" };
export const RPL_ADMINLOC2: Numeric = { code: "258", text: "%s" };
export const RPL_ADMINEMAIL: Numeric = { code: "259", text: "%s" };
export const RPL_TRYAGAIN: Numeric = {
  code: "263",
  text: "Please wait a while and try again.",
};
export const RPL_LOCALUSERS: Numeric = {
  code: "265",
  text: "Current local users %s, max %s",
};
export const RPL_GLOBALUSERS: Numeric = {
  code: "266",
  text: "Current global users %s, max %s",
};
export const RPL_SILELIST: Numeric = { code: "271" };
export const RPL_ENDOFSILELIST: Numeric = {
  code: "272",
  text: "End of /SILENCE list",
};
export const RPL_WHOISCERTFP: Numeric = {
  code: "276",
  text: "has client certificate fingerprint %s",
};
export const RPL_ACCEPTLIST: Numeric = { code: "281" };
export const RPL_ENDOFACCEPT: Numeric = {
  code: "282",
  text: "End of /ACCEPT list",
};
export const RPL_AWAY: Numeric = { code: "301", text: "%s" };
export const RPL_USERHOST: Numeric = { code: "302", text: "%s" };
export const RPL_ISON: Numeric = { code: "303", text: "%s" };
export const RPL_UNAWAY: Numeric = {
  code: "305",
  text: "You are no longer marked as being away",
};
export const RPL_NOWAWAY: Numeric = {
  code: "306",
  text: "You have been marked as being away",
};
export const RPL_WHOISUSER: Numeric = { code: "311", text: "%s" };
export const RPL_WHOISSERVER: Numeric = { code: "312", text: "%s" };
export const RPL_WHOISOPERATOR: Numeric = {
  code: "313",
  text: "is an IRC operator (%s)",
};
export const RPL_WHOWASUSER: Numeric = { code: "314", text: "%s" };
export const RPL_ENDOFWHO: Numeric = { code: "315", text: "End of WHO list" };
export const RPL_WHOISIDLE: Numeric = {
  code: "317",
  text: "seconds idle, signon time",
};
export const RPL_ENDOFWHOIS: Numeric = {
  code: "318",
  text: "End of /WHOIS list",
};
export const RPL_WHOISCHANNELS: Numeric = { code: "319", text: "%s" };
export const RPL_LISTSTART: Numeric = { code: "321", text: "Users  Name" };
export const RPL_LIST: Numeric = { code: "322", text: "%s" };
export const RPL_LISTEND: Numeric = { code: "323", text: "End of /LIST" };
export const RPL_CHANNELMODEIS: Numeric = { code: "324" };
export const RPL_CREATIONTIME: Numeric = { code: "329" };
export const RPL_WHOISACCOUNT: Numeric = {
  code: "330",
  text: "is logged in as",
};
export const RPL_NOTOPIC: Numeric = { code: "331", text: "No topic is set" };
export const RPL_TOPIC: Numeric = { code: "332", text: "%s" };
export const RPL_TOPICWHOTIME: Numeric = { code: "333" };
export const RPL_WHOISBOT: Numeric = { code: "335", text: "is a bot" };
export const RPL_INVITELIST: Numeric = { code: "336" };
export const RPL_ENDOFINVITELIST: Numeric = {
  code: "337",
  text: "End of /INVITE list",
};
export const RPL_WHOISACTUALLY: Numeric = {
  code: "338",
  text: "is actually using host",
};
export const RPL_USERIP: Numeric = { code: "340", text: "%s" };
export const RPL_INVITING: Numeric = { code: "341" };
export const RPL_INVEXLIST: Numeric = { code: "346" };
export const RPL_ENDOFINVEXLIST: Numeric = {
  code: "347",
  text: "End of channel invite exception list",
};
export const RPL_EXCEPTLIST: Numeric = { code: "348" };
export const RPL_ENDOFEXCEPTLIST: Numeric = {
  code: "349",
  text: "End of channel ban exception list",
};
export const RPL_WHOISGATEWAY: Numeric = {
  code: "350",
  text: "is connected via the %s WebIRC gateway",
};
export const RPL_VERSION: Numeric = { code: "351", text: "%s" };
export const RPL_WHOREPLY: Numeric = { code: "352", text: "0 %s" };
export const RPL_NAMREPLY: Numeric = { code: "353", text: "%s" };
export const RPL_WHOSPCRPL: Numeric = { code: "354", text: "%s" };
export const RPL_LINKS: Numeric = { code: "364", text: "0 %s" };
export const RPL_ENDOFLINKS: Numeric = {
  code: "365",
  text: "End of /LINKS list",
};
export const RPL_ENDOFNAMES: Numeric = {
  code: "366",
  text: "End of /NAMES list",
};
export const RPL_BANLIST: Numeric = { code: "367" };
export const RPL_ENDOFBANLIST: Numeric = {
  code: "368",
  text: "End of channel ban list",
};
export const RPL_ENDOFWHOWAS: Numeric = { code: "369", text: "End of WHOWAS" };
export const RPL_INFO: Numeric = { code: "371", text: "%s" };
export const RPL_MOTD: Numeric = { code: "372", text: "- %s" };
export const RPL_ENDOFINFO: Numeric = {
  code: "374",
  text: "End of /INFO list",
};
export const RPL_MOTDSTART: Numeric = {
  code: "375",
  text: "- %s Message of the day -",
};
export const RPL_ENDOFMOTD: Numeric = {
  code: "376",
  text: "End of /MOTD command",
};
export const RPL_WHOISSPECIAL: Numeric = { code: "320", text: "%s" };
export const RPL_WHOISMODES: Numeric = {
  code: "379",
  text: "is using modes %s",
};
export const RPL_YOUREOPER: Numeric = {
  code: "381",
  text: "You are now an IRC operator",
};
export const RPL_REHASHING: Numeric = { code: "382", text: "Rehashing" };
export const RPL_TIME: Numeric = { code: "391", text: "%s" };
export const RPL_VISIBLEHOST: Numeric = {
  code: "396",
  text: "is now your visible host",
};
export const ERR_UNKNOWNERROR: Numeric = { code: "400", text: "%s" };
export const ERR_NOSUCHNICK: Numeric = {
  code: "401",
  text: "No such nick/channel",
};
export const ERR_NOSUCHSERVER: Numeric = {
  code: "402",
  text: "No such server",
};
export const ERR_NOSUCHCHANNEL: Numeric = {
  code: "403",
  text: "No such channel",
};
export const ERR_CANNOTSENDTOCHAN: Numeric = {
  code: "404",
  text: "Cannot send to channel (%s)",
};
export const ERR_TOOMANYCHANNELS: Numeric = {
  code: "405",
  text: "You have joined too many channels",
};
export const ERR_WASNOSUCHNICK: Numeric = {
  code: "406",
  text: "There was no such nickname",
};
export const ERR_TOOMANYTARGETS: Numeric = {
  code: "407",
  text: "Too many targets",
};
export const ERR_INVALIDCAPCMD: Numeric = {
  code: "410",
  text: "Invalid CAP command",
};
export const ERR_NORECIPIENT: Numeric = {
  code: "411",
  text: "No recipient given (%s)",
};
export const ERR_NOTEXTTOSEND: Numeric = {
  code: "412",
  text: "No text to send",
};
export const ERR_TOOMANYMATCHES: Numeric = {
  code: "416",
  text: "Too many matches, the rest is left out",
};
export const ERR_INPUTTOOLONG: Numeric = {
  code: "417",
  text: "Input line was too long",
};
export const ERR_UNKNOWNCOMMAND: Numeric = {
  code: "421",
  text: "Unknown command",
};
export const ERR_NOMOTD: Numeric = {
  code: "422",
  text: "MOTD file is missing",
};
export const ERR_NOADMININFO: Numeric = {
  code: "423",
  text: "No administrative info available",
};
export const ERR_NONICKNAMEGIVEN: Numeric = {
  code: "431",
  text: "No nickname given",
};
export const ERR_ERRONEUSNICKNAME: Numeric = {
  code: "432",
  text: "Erroneous nickname",
};
export const ERR_NICKNAMEINUSE: Numeric = {
  code: "433",
  text: "Nickname is already in use",
};
export const ERR_BANONCHAN: Numeric = {
  code: "435",
  text: "Cannot change nickname while banned on channel",
};
export const ERR_UNAVAILRESOURCE: Numeric = {
  code: "437",
  text: "Channel is temporarily unavailable (+j)",
};
export const ERR_USERNOTINCHANNEL: Numeric = {
  code: "441",
  text: "They aren't on that channel",
};
export const ERR_NOTONCHANNEL: Numeric = {
  code: "442",
  text: "You're not on that channel",
};
export const ERR_USERONCHANNEL: Numeric = {
  code: "443",
  text: "is already on channel",
};
export const ERR_SUMMONDISABLED: Numeric = {
  code: "445",
  text: "SUMMON has been disabled",
};
export const ERR_USERSDISABLED: Numeric = {
  code: "446",
  text: "USERS has been disabled",
};
export const ERR_NONICKCHANGE: Numeric = {
  code: "447",
  text: "Cannot change nickname while on %s (+N)",
};
export const ERR_CHANNELCLOSED: Numeric = {
  code: "448",
  text: "Closed by the operators of the network: %s",
};
export const ERR_NOTREGISTERED: Numeric = {
  code: "451",
  text: "You have not registered",
};
export const ERR_ACCEPTFULL: Numeric = {
  code: "456",
  text: "Accept list is full",
};
export const ERR_ACCEPTEXIST: Numeric = {
  code: "457",
  text: "is already on your accept list",
};
export const ERR_ACCEPTNOT: Numeric = {
  code: "458",
  text: "is not on your accept list",
};
export const ERR_NEEDMOREPARAMS: Numeric = {
  code: "461",
  text: "Not enough parameters",
};
export const ERR_ALREADYREGISTERED: Numeric = {
  code: "462",
  text: "You may not reregister",
};
export const ERR_PASSWDMISMATCH: Numeric = {
  code: "464",
  text: "Password incorrect",
};
export const ERR_YOUREBANNEDCREEP: Numeric = {
  code: "465",
  text: "You are banned from this server: %s",
};
export const ERR_ONLYSERVERSCANCHANGE: Numeric = {
  code: "468",
  text: "Only the server sets that mode",
};
export const ERR_LINKCHANNEL: Numeric = {
  code: "470",
  text: "Forwarding to another channel",
};
export const ERR_CHANNELISFULL: Numeric = {
  code: "471",
  text: "Cannot join channel (+l)",
};
export const ERR_UNKNOWNMODE: Numeric = {
  code: "472",
  text: "is unknown mode char to me",
};
export const ERR_INVITEONLYCHAN: Numeric = {
  code: "473",
  text: "Cannot join channel (+i)",
};
export const ERR_BANNEDFROMCHAN: Numeric = {
  code: "474",
  text: "Cannot join channel (+b)",
};
export const ERR_BADCHANNELKEY: Numeric = {
  code: "475",
  text: "Cannot join channel (+k)",
};
export const ERR_NEEDREGGEDNICK: Numeric = {
  code: "477",
  text: "You need to be logged in to an account",
};
export const ERR_BANLISTFULL: Numeric = {
  code: "478",
  text: "Channel list is full",
};
export const ERR_NOPRIVILEGES: Numeric = {
  code: "481",
  text: "Permission Denied- You're not an IRC operator",
};
export const ERR_CHANOPRIVSNEEDED: Numeric = {
  code: "482",
  text: "You're not a channel operator",
};
export const ERR_SECUREONLYCHAN: Numeric = {
  code: "489",
  text: "Cannot join channel; TLS users only (+z)",
};
export const ERR_NOOPERHOST: Numeric = {
  code: "491",
  text: "No O-lines for your host",
};
export const ERR_UMODEUNKNOWNFLAG: Numeric = {
  code: "501",
  text: "Unknown MODE flag",
};
export const ERR_USERSDONTMATCH: Numeric = {
  code: "502",
  text: "Cannot change mode for other users",
};
export const ERR_SILELISTFULL: Numeric = {
  code: "511",
  text: "Your silence list is full",
};
export const ERR_OPERONLY: Numeric = {
  code: "520",
  text: "Cannot join channel (+O)",
};
export const ERR_HELPNOTFOUND: Numeric = {
  code: "524",
  text: "No help available on this topic",
};
export const ERR_CANTSENDTOUSER: Numeric = {
  code: "531",
  text: "You cannot send messages to this user (%s)",
};
export const ERR_CANNOTSENDRP: Numeric = {
  code: "573",
  text: "Cannot play a figure there (%s)",
};
export const RPL_WHOISSECURE: Numeric = {
  code: "671",
  text: "is using a secure connection",
};
export const ERR_INVALIDMODEPARAM: Numeric = { code: "696", text: "%s" };
export const RPL_HELPSTART: Numeric = { code: "704", text: "%s" };
export const RPL_HELPTXT: Numeric = { code: "705", text: "%s" };
export const RPL_ENDOFHELP: Numeric = { code: "706", text: "End of /HELP" };
export const RPL_KNOCK: Numeric = {
  code: "710",
  text: "has asked for an invite",
};
export const RPL_KNOCKDLVR: Numeric = {
  code: "711",
  text: "Your KNOCK has been delivered",
};
export const ERR_TOOMANYKNOCK: Numeric = {
  code: "712",
  text: "Too many KNOCKs (try again later)",
};
export const ERR_CHANOPEN: Numeric = { code: "713", text: "Channel is open" };
export const ERR_KNOCKONCHAN: Numeric = {
  code: "714",
  text: "You are already on that channel",
};
export const RPL_TARGUMODEG: Numeric = {
  code: "716",
  text: "is in caller-id mode (+g)",
};
export const RPL_TARGNOTIFY: Numeric = {
  code: "717",
  text: "has been told that you messaged them",
};
export const RPL_UMODEGMSG: Numeric = {
  code: "718",
  text: "is messaging you, and you have mode +g set: /ACCEPT %s to let them",
};
export const ERR_NOPRIVS: Numeric = {
  code: "723",
  text: "Insufficient oper privileges",
};
export const RPL_MONONLINE: Numeric = { code: "730", text: "%s" };
export const RPL_MONOFFLINE: Numeric = { code: "731", text: "%s" };
export const RPL_MONLIST: Numeric = { code: "732", text: "%s" };
export const RPL_ENDOFMONLIST: Numeric = {
  code: "733",
  text: "End of MONITOR list",
};
export const ERR_MONLISTFULL: Numeric = {
  code: "734",
  text: "Monitor list is full",
};
export const RPL_WHOISKEYVALUE: Numeric = { code: "760", text: "%s" };
export const RPL_KEYVALUE: Numeric = { code: "761", text: "%s" };
export const RPL_KEYNOTSET: Numeric = { code: "766", text: "key not set" };
export const RPL_METADATASUBOK: Numeric = { code: "770" };
export const RPL_METADATAUNSUBOK: Numeric = { code: "771" };
export const RPL_METADATASUBS: Numeric = { code: "772" };
export const RPL_METADATASYNCLATER: Numeric = { code: "774" };
export const RPL_LOGGEDIN: Numeric = {
  code: "900",
  text: "You are now logged in as %s",
};
export const RPL_LOGGEDOUT: Numeric = {
  code: "901",
  text: "You are now logged out",
};
export const ERR_NICKLOCKED: Numeric = {
  code: "902",
  text: "The account is suspended",
};
export const RPL_SASLSUCCESS: Numeric = {
  code: "903",
  text: "SASL authentication successful",
};
export const ERR_SASLFAIL: Numeric = {
  code: "904",
  text: "SASL authentication failed",
};
export const ERR_SASLTOOLONG: Numeric = {
  code: "905",
  text: "SASL message too long",
};
export const ERR_SASLABORTED: Numeric = {
  code: "906",
  text: "SASL authentication aborted",
};
export const RPL_SASLMECHS: Numeric = {
  code: "908",
  text: "are available SASL mechanisms",
};
export const RPL_ENDOFFILTERLIST: Numeric = {
  code: "940",
  text: "End of channel filter list",
};
export const RPL_FILTERLIST: Numeric = { code: "941" };
