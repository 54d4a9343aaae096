import type { Command, CommandTable, Protocol } from "./session/context.ts";
import { SESSION_COMMANDS } from "./session/index.ts";
import { CHANNELS_COMMANDS } from "./channels/index.ts";
import { MESSAGES_COMMANDS } from "./messages/index.ts";
import { USERS_COMMANDS } from "./users/index.ts";
import { HISTORY_COMMANDS } from "./history/index.ts";
import { searched } from "./history/search.ts";
import { METADATA_COMMANDS } from "./metadata/index.ts";
import { PUSH_COMMANDS } from "./push/index.ts";
import { ACCOUNTS_COMMANDS } from "./accounts/index.ts";
import { OPERATORS_COMMANDS } from "./operators/index.ts";
import { INFORMATION_COMMANDS } from "./information/index.ts";
import {
  orderChecked,
  orderDrawn,
  orderHashed,
  orderKept,
  orderSearched,
} from "./services/continuing.ts";
import { SERVICE_COMMANDS, SERVICES } from "./services/index.ts";
import { abortUnfinished, exchangeDrawn } from "./accounts/authentication.ts";
import { loginChecked, loginMade } from "./accounts/logging_in.ts";
import { noteStillSeen } from "./accounts/seen.ts";
import { watchNick } from "./accounts/nicknames.ts";
import { dress } from "./accounts/hosts.ts";
import { forcedNick, makeFirstWay } from "./accounts/forced_nick.ts";
import {
  accountKept,
  applicationHashed,
  codeDrawn,
} from "./accounts/registering.ts";
import { codeSent } from "./accounts/mailing.ts";
import { verificationKept } from "./accounts/verifying.ts";
import { warnFounder } from "./channels/expiry.ts";
import { replyIsupport } from "./information/isupport_tokens.ts";
import { replyLusers } from "./information/lusers_reply.ts";
import { replyMotd } from "./information/motd_reply.ts";
import { bringMetadata, shareMetadata } from "./metadata/of_accounts.ts";
import { welcomeWithMetadata } from "./metadata/sync.ts";
import { operatorChecked } from "./operators/operator.ts";
import { makeAutomaticOperator } from "./operators/standing.ts";
import { loginBan, refuseUnwelcome } from "./operators/server_bans.ts";
import { accountBanKept } from "./operators/uban_changes.ts";
import { pushed } from "./push/sending.ts";
import { pushTested } from "./push/webpush.ts";
import { renewKept } from "./presence/always_on.ts";
import { PRESENCE_COMMANDS } from "./presence/index.ts";
import { presenceKept, tellPersistence } from "./presence/persistence.ts";
import { settle, showChannels } from "./presence/joining.ts";
import { findMissed, playMissed } from "./presence/missed.ts";
import {
  offerResumption,
  resumptionDrawn,
  takeOver,
} from "./presence/resuming.ts";
import { ownUser } from "./presence/own_user.ts";
import { noted } from "./session/keeping.ts";
import { replyWelcome, tellFirstModes } from "./session/registration.ts";
import { announceFirstAway } from "./users/absence.ts";
import { refusesNickname } from "./users/nickname.ts";
import { tellOnline } from "./users/presence.ts";
import { tellWhoami } from "./users/whoami.ts";

const ALL: readonly Command[] = [
  ...SESSION_COMMANDS,
  ...CHANNELS_COMMANDS,
  ...MESSAGES_COMMANDS,
  ...USERS_COMMANDS,
  ...METADATA_COMMANDS,
  ...PUSH_COMMANDS,
  ...HISTORY_COMMANDS,
  ...ACCOUNTS_COMMANDS,
  ...OPERATORS_COMMANDS,
  ...PRESENCE_COMMANDS,
  ...INFORMATION_COMMANDS,
  ...SERVICE_COMMANDS,
];

/** Every command there is, in alphabetical order: the one list that the router, the nickname check and HELP read. */
export const COMMANDS: CommandTable = new Map(
  ALL.map((command) => [command.name, command] as const)
    .sort(([one], [other]) => one < other ? -1 : 1),
);

/** What the subjects bring to a session, put together. */
export const PROTOCOL: Protocol = {
  commands: COMMANDS,
  services: SERVICES,
  refuse: refuseUnwelcome,
  loginReason: (network, session) => loginBan(network, session)?.reason ?? null,
  dress(network, user) {
    dress(network, user);
    shareMetadata(network, user, null);
  },
  bring: (network, user, { metadata }) =>
    bringMetadata(network, user, metadata),
  forcedNick,
  refusesNickname,
  ownUser,
  makeWay: makeFirstWay,
  registering: [abortUnfinished, findMissed],
  welcoming: [
    ({ network, user }) => tellOnline(network, user),
    announceFirstAway,
    replyWelcome,
    replyIsupport,
    tellWhoami,
    welcomeWithMetadata,
    tellPersistence,
    replyLusers,
    replyMotd,
    tellFirstModes,
    ({ network, user }) => noteStillSeen(network, user.account),
    ({ network, user }) => watchNick(network, user),
    ({ network, user }) => makeAutomaticOperator(network, user),
    ({ network, user }) => warnFounder(network, user),
    ({ network, user }) => renewKept(network, user),
    offerResumption,
    playMissed,
  ],
  joining: [
    takeOver,
    replyWelcome,
    replyIsupport,
    tellWhoami,
    welcomeWithMetadata,
    tellPersistence,
    replyLusers,
    replyMotd,
    settle,
    tellFirstModes,
    showChannels,
    ({ network, user }) => makeAutomaticOperator(network, user),
    offerResumption,
    playMissed,
  ],
  answered: {
    operator: operatorChecked,
    exchange: exchangeDrawn,
    login: loginChecked,
    "login-made": loginMade,
    note: noted,
    "presence-wanted": presenceKept,
    "resume-drawn": resumptionDrawn,
    register: applicationHashed,
    "register-code": codeDrawn,
    registered: accountKept,
    "code-sent": codeSent,
    verified: verificationKept,
    "account-ban": accountBanKept,
    "push-tested": pushTested,
    pushed,
    "order-kept": orderKept,
    "order-hashed": orderHashed,
    "order-checked": orderChecked,
    "order-drawn": orderDrawn,
    "order-searched": orderSearched,
    searched,
  },
};
