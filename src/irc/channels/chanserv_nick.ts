/** The nickname of the service that looks after channels. */
export const CHANSERV_NICK = "ChanServ";
