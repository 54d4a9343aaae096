/** The nickname of the service that looks after accounts. */
export const NICKSERV_NICK = "NickServ";
