import { message, type OutgoingMessage } from "./message.ts";

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
 * @param server the server's name
 * @param target the nickname of the one who is answered, `*` before there is one
 * @param numeric which reply
 * @param params its parameters, then one for each `%s` of its text. What a client sent is made to fit:
 *   only its first word counts, an empty one becomes `*`
 * @returns the message
 * @see Modern IRC, "Numeric Replies"
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
  if (!text.includes("%s")) {
    return message(server, code, [target, ...params.map(asMiddle)], text);
  }
  const parts = text.split("%s");
  const fixed = params.length - (parts.length - 1);
  const middle = params.slice(0, fixed).map(asMiddle);
  let filled = parts[0];
  for (let index = 1; index < parts.length; index++) {
    filled += params[fixed + index - 1] + parts[index];
  }
  return message(server, code, [target, ...middle], filled);
}

function asMiddle(param: string): string {
  if (param !== "" && param[0] !== ":" && !param.includes(" ")) return param;
  const word = param.trimStart().split(" ", 1)[0].replace(/^:+/, "");
  return word === "" ? "*" : word;
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
export const RPL_UMODEIS: Numeric = { code: "221" };
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
export const RPL_LOCALUSERS: Numeric = {
  code: "265",
  text: "Current local users %s, max %s",
};
export const RPL_GLOBALUSERS: Numeric = {
  code: "266",
  text: "Current global users %s, max %s",
};
export const RPL_USERHOST: Numeric = { code: "302", text: "%s" };
export const RPL_ISON: Numeric = { code: "303", text: "%s" };
export const RPL_WHOISUSER: Numeric = { code: "311", text: "%s" };
export const RPL_WHOISSERVER: Numeric = { code: "312", text: "%s" };
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
export const RPL_CHANNELMODEIS: Numeric = { code: "324" };
export const RPL_CREATIONTIME: Numeric = { code: "329" };
export const RPL_NOTOPIC: Numeric = { code: "331", text: "No topic is set" };
export const RPL_TOPIC: Numeric = { code: "332", text: "%s" };
export const RPL_TOPICWHOTIME: Numeric = { code: "333" };
export const RPL_INVITING: Numeric = { code: "341" };
export const RPL_WHOREPLY: Numeric = { code: "352", text: "0 %s" };
export const RPL_NAMREPLY: Numeric = { code: "353", text: "%s" };
export const RPL_ENDOFNAMES: Numeric = {
  code: "366",
  text: "End of /NAMES list",
};
export const RPL_BANLIST: Numeric = { code: "367" };
export const RPL_ENDOFBANLIST: Numeric = {
  code: "368",
  text: "End of channel ban list",
};
export const RPL_MOTD: Numeric = { code: "372", text: "- %s" };
export const RPL_MOTDSTART: Numeric = {
  code: "375",
  text: "- %s Message of the day -",
};
export const RPL_ENDOFMOTD: Numeric = {
  code: "376",
  text: "End of /MOTD command",
};
export const ERR_NOSUCHNICK: Numeric = {
  code: "401",
  text: "No such nick/channel",
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
export const ERR_NOTREGISTERED: Numeric = {
  code: "451",
  text: "You have not registered",
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
export const ERR_BADCHANMASK: Numeric = {
  code: "476",
  text: "Bad channel mask",
};
export const ERR_BANLISTFULL: Numeric = {
  code: "478",
  text: "Channel list is full",
};
export const ERR_CHANOPRIVSNEEDED: Numeric = {
  code: "482",
  text: "You're not a channel operator",
};
export const ERR_UMODEUNKNOWNFLAG: Numeric = {
  code: "501",
  text: "Unknown MODE flag",
};
export const ERR_USERSDONTMATCH: Numeric = {
  code: "502",
  text: "Cannot change mode for other users",
};
export const ERR_INVALIDMODEPARAM: Numeric = { code: "696", text: "%s" };
