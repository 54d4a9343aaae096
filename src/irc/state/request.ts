import type { Account, HashedPassword } from "./account.ts";
import type { Change, RecordName } from "./records.ts";
import type { SessionId } from "./session_id.ts";

/** A password that was given, and what it is checked against. */
export interface Credentials {
  /** The operator or the account that the client gave */
  readonly name: string;
  readonly passwordHash: string;
}

/** How somebody registers an account: with a command of IRC, or by telling a service. */
export type RegistrationWay = "command" | "service";

/** What a service was told to do, and goes on with. */
export interface OrderData {
  /** The nickname of the service */
  readonly service: string;
  /** The name of the command */
  readonly order: string;
  /** What the command needs to go on */
  readonly params: readonly string[];
}

/** What the shell is asked for: the data that whoever goes on needs, and what the answer is. */
export interface RequestKinds {
  /** The password of an operator */
  readonly operator: { data: Credentials; outcome: boolean };
  /** The password of an account */
  readonly account: { data: Credentials; outcome: boolean };
  /** A new account, whose password is hashed */
  readonly "register": {
    data: { name: string; email: string | null; way: RegistrationWay };
    outcome: HashedPassword | null;
  };
  /** A new account, which a code verifies */
  readonly "register-code": {
    data: { account: Account; way: RegistrationWay };
    outcome: string;
  };
  /** A new account, which is kept; the code is null where it needs none */
  readonly "registered": {
    data: { name: string; way: RegistrationWay; code: string | null };
    outcome: boolean;
  };
  /** An account that is verified */
  readonly "verified": {
    data: { name: string; way: RegistrationWay };
    outcome: boolean;
  };
  /** What a service was told to change */
  readonly "order-kept": {
    data: OrderData & {
      /** What is said once it is written */
      readonly texts: readonly string[];
    };
    outcome: boolean;
  };
  /** A password that a service was given, which is hashed */
  readonly "order-hashed": { data: OrderData; outcome: HashedPassword | null };
  /** A password that a service was given, which is checked */
  readonly "order-checked": { data: OrderData & Credentials; outcome: boolean };
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
