import type { HashedPassword } from "./account.ts";
import type { Change, RecordName } from "./records.ts";
import type { SessionId } from "./session_id.ts";

/** A password that was given, and what it is checked against. */
export interface Credentials {
  /** The operator or the account that the client gave */
  readonly name: string;
  readonly passwordHash: string;
}

/** What the shell is asked for: the data that whoever goes on needs, and what the answer is. */
export interface RequestKinds {
  /** The password of an operator */
  readonly operator: { data: Credentials; outcome: boolean };
  /** The password of an account */
  readonly account: { data: Credentials; outcome: boolean };
  /** What holds whether it can be written or not: these records */
  readonly note: { data: readonly RecordName[]; outcome: boolean };
}

/** What an effect can come to. */
export type Outcome = boolean | string | HashedPassword | null;

/** What a request is for. */
export type RequestKind = keyof RequestKinds;

/** What requests are for whose answer is of one form. */
export type RequestKindFor<Answer extends Outcome> = {
  [Kind in RequestKind]: Answer extends RequestKinds[Kind]["outcome"] ? Kind
    : never;
}[RequestKind];

/** A change that is undone if it cannot be written. */
export interface KeptChange {
  readonly made: Change;
  undo: Change;
}

/** A request of one kind. */
export interface RequestOf<Kind extends RequestKind> {
  readonly kind: Kind;
  /** The session whose lines wait for the answer, or that is told of it; "" for none */
  readonly session: SessionId;
  /** The label that the answer takes; null for none */
  readonly label: string | null;
  readonly data: RequestKinds[Kind]["data"];
  /** What is written, and undone if it cannot be; null for nothing */
  readonly kept: readonly KeptChange[] | null;
}

/** What the shell was asked, and has not answered yet: plain data. */
export type Request = {
  [Kind in RequestKind]: RequestOf<Kind>;
}[RequestKind];
