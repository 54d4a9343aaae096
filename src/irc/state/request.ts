import type { SaslMechanism } from "../names/login_rules.ts";
import type { Account, HashedPassword } from "./account.ts";
import type { PushOutcome, PushSubscription, PushUnderWay } from "./push.ts";
import type { Change, RecordName } from "./records.ts";
import type { SearchOutcome, SearchQuery } from "./search.ts";
import type { SessionId } from "./session_id.ts";

/** A password that was given, and what it is checked against. */
export interface Credentials {
  /** The operator or the account that the client gave */
  readonly name: string;
  readonly passwordHash: string;
}

/** How somebody logs in: with SASL, by telling a service, or with PASS. */
export type LoginWay = "sasl" | "service" | "pass";

/** Whose login was right. */
export interface LoginOutcome {
  readonly account: string;
  /** Who says so: the password that is kept here, the authenticator outside of the server, or a token */
  readonly by: "password" | "authenticator" | "token";
  /** There if the password is kept in the form of another program: what takes its place */
  readonly renewed?: HashedPassword;
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
  /** Chance for an exchange of SASL */
  readonly exchange: { data: { mechanism: SaslMechanism }; outcome: string };
  /** A login; null for one that is not right */
  readonly login: {
    data: {
      way: LoginWay;
      /** The account that is named; null for none */
      name: string | null;
      /** What the password is checked against; null for none */
      passwordHash: string | null;
    };
    outcome: LoginOutcome | null;
  };
  /** An account that is made for who was let in outside of the server */
  readonly "login-made": {
    data: { way: LoginWay; name: string };
    outcome: boolean;
  };
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
  /** A mail with a code, which is sent */
  readonly "code-sent": {
    data: {
      /** The name of the account that the code is for */
      account: string;
      codeHash: string;
      email: string;
      /** How the account was registered, if that waits for the mail; null for another code */
      way: RegistrationWay | null;
    };
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
  /** Chance that a service needs */
  readonly "order-drawn": { data: OrderData; outcome: string };
  /** A password that a service was given, which is checked */
  readonly "order-checked": { data: OrderData & Credentials; outcome: boolean };
  /** An account that an operator has suspended with UBAN, or no more */
  readonly "account-ban": {
    data: { name: string; operator: string; isBanned: boolean };
    outcome: boolean;
  };
  /** A first push to a device, to find out whether it is there */
  readonly "push-tested": {
    data: {
      /** The name of the account */
      account: string;
      subscription: PushSubscription;
    };
    outcome: PushOutcome;
  };
  /** A push */
  readonly "pushed": { data: PushUnderWay; outcome: PushOutcome };
  /** Chance that a client proves itself with once its connection is lost */
  readonly "resume-drawn": { data: { user: number }; outcome: string };
  /** What an account wants of its presence */
  readonly "presence-wanted": { data: { name: string }; outcome: boolean };
  /** Messages that a client looks for; null if that cannot be done now */
  readonly "searched": {
    data: Pick<SearchQuery, "order">;
    outcome: SearchOutcome | null;
  };
  /** Messages that a service looks for */
  readonly "order-searched": {
    data: OrderData;
    outcome: SearchOutcome | null;
  };
  /** What holds whether it can be written or not: these records */
  readonly note: { data: readonly RecordName[]; outcome: boolean };
}

/** What an effect can come to. */
export type Outcome =
  | boolean
  | string
  | HashedPassword
  | LoginOutcome
  | SearchOutcome
  | null;

/** What a request is for. */
export type RequestKind = keyof RequestKinds;

/** What requests are for whose answer is of one form. */
export type RequestKindFor<Answer extends Outcome> = {
  [Kind in RequestKind]: Answer extends RequestKinds[Kind]["outcome"] ? Kind
    : never;
}[RequestKind];

/** A change that is undone if it cannot be written. */
export interface KeptChange {
  made: Change;
  undo: Change;
  /** True once what it made was written with what somebody else has changed: undoing it is written, too */
  isWritten: boolean;
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
