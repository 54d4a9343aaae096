/** What the service for vhosts is called. */
export const HOSTSERV_NICK = "HostServ";
