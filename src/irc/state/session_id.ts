/**
 * Names one connection, on whichever machine it is: the shell that accepts it makes the id, of a mark of its
 * own run and a number.
 */
export type SessionId = string;
