import { fold, upperCase } from "../../names/casemapping.ts";
import { CHANNEL_TYPES, isChannelName } from "../../names/names.ts";
import { byteLength } from "../../names/text.ts";
import { wordsOf } from "../../push/highlights.ts";
import { changeTo, pushesOf } from "../../push/subscriptions.ts";
import type { PushSubscription, PushSubscriptions } from "../../state/push.ts";
import type { Conversation, ServiceCommand } from "../service.ts";

/** How many channels and words an account may watch. */
const MOST_WATCHED = 20;

/** How many bytes a word may have. */
const MOST_WORD_BYTES = 64;

/** Shows and chooses what is pushed to the devices of one's own account. */
export const push: ServiceCommand = {
  name: "PUSH",
  parameters: 1,
  most: 2,
  permission: "account",
  syntax: "LIST | DEL <number> | WATCH <channel or word> | UNWATCH <it>",
  help: "Shows and chooses what is pushed to your devices.",
  details: [
    "Private messages, invitations and what mentions you are pushed.",
    "WATCH adds all that is said on a channel, or with a word on any channel that you are on.",
    "LIST numbers the devices, and DEL forgets one.",
  ],
  run(talk, [word, given = ""]) {
    const { network, user: { account } } = talk;
    if (account === null) return;
    const pushes = pushesOf(network, account);
    switch (upperCase(word)) {
      case "LIST":
        return list(talk, pushes);
      case "DEL":
        return forget(talk, pushes, given);
      case "WATCH":
        return watch(talk, pushes, given);
      case "UNWATCH":
        return unwatch(talk, pushes, given);
      default:
        return talk.say(`Syntax: PUSH ${push.syntax}`);
    }
  },
};

function list(
  talk: Conversation,
  { subscriptions, watched }: PushSubscriptions,
): void {
  if (talk.network.settings.pushRules === null) {
    talk.say("Nothing is pushed on this network.");
  }
  const devices = subscriptions.map((device, index) =>
    `${index + 1}: ${describe(device)}`
  );
  talk.say(
    ...devices.length === 0
      ? ["Your account has no devices that are pushed to."]
      : devices,
    ...watched.length === 0 ? [] : [`Watched: ${watched.join(" ")}`],
  );
}

/** An endpoint is a secret: of it there is the host alone. */
function describe(
  { endpoint, registeredAt, renewedAt }: PushSubscription,
): string {
  const [, host] = /^https:\/\/([^/?]+)/.exec(endpoint) ?? [];
  const [since, last] = [registeredAt, renewedAt].map((at) =>
    new Date(at).toUTCString()
  );
  return `by ${host}, since ${since}, there on ${last}`;
}

function forget(
  talk: Conversation,
  pushes: PushSubscriptions,
  number: string,
): void {
  const { subscriptions } = pushes;
  const gone = /^\d+$/.test(number)
    ? subscriptions[Number(number) - 1]
    : undefined;
  if (gone === undefined) return talk.say("There is no such device: see LIST.");
  const left = subscriptions.filter((each) => each !== gone);
  const change = changeTo({ ...pushes, subscriptions: left });
  talk.keep([change], [`The device ${number} is pushed to no more.`]);
}

function watch(
  talk: Conversation,
  pushes: PushSubscriptions,
  what: string,
): void {
  const { watched } = pushes;
  if (!isWatchable(talk, what)) {
    return talk.say("That is neither a channel nor a word.");
  }
  if (watched.some((each) => fold(each) === fold(what))) {
    return talk.say(`You watch ${what} already.`);
  }
  if (watched.length >= MOST_WATCHED) {
    return talk.say(`At most ${MOST_WATCHED} channels and words are watched.`);
  }
  const change = changeTo({ ...pushes, watched: [...watched, what] });
  talk.keep([change], [`You watch ${what} now.`]);
}

/** What is no word of any text would be watched in vain. */
function isWatchable(talk: Conversation, what: string): boolean {
  if (CHANNEL_TYPES.includes(what[0])) {
    return isChannelName(what, talk.network.settings.limits);
  }
  return what !== "" && byteLength(what) <= MOST_WORD_BYTES &&
    wordsOf(what).includes(what);
}

function unwatch(
  talk: Conversation,
  pushes: PushSubscriptions,
  what: string,
): void {
  const { watched } = pushes;
  const left = watched.filter((each) => fold(each) !== fold(what));
  if (left.length === watched.length) {
    return talk.say(`You do not watch ${what}.`);
  }
  const change = changeTo({ ...pushes, watched: left });
  talk.keep([change], [`You watch ${what} no more.`]);
}
