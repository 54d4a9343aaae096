/**
 * Prints what the vocabulary says of every code point there is, a digest a
 * function: the same on each engine, or a name would be good on one and bad on
 * the other.
 */
import { fold, upperCase } from "../../src/irc/names/casemapping.ts";
import {
  hasFormatting,
  stripFormatting,
} from "../../src/irc/names/formatting.ts";
import { DEFAULT_LIMITS } from "../../src/irc/names/limits.ts";
import {
  asUsername,
  isChannelName,
  isNickname,
} from "../../src/irc/names/names.ts";
import { parseMessage } from "../../src/irc/wire/message.ts";
import { numericReply } from "../../src/irc/wire/numerics.ts";

const LIMITS = DEFAULT_LIMITS;

const ASKED: Readonly<Record<string, (character: string) => unknown>> = {
  asUsername: (character) => asUsername(`a${character}`, LIMITS),
  fold: (character) => fold(`É${character}`),
  formatting: (text) => [hasFormatting(text), stripFormatting(text)],
  isChannelName: (character) => isChannelName(`#${character}`, LIMITS),
  isNickname: (character) =>
    [character, `a${character}`].map((name) => isNickname(name, LIMITS)),
  numericReply: (character) =>
    numericReply("irc.test", "ann", { code: "696" }, [`${character} a`]).text,
  parseMessage: (character) => parseMessage(`${character}a b`),
  upperCase: (character) => upperCase(`é${character}`),
};

const LAST = 0x10ffff;

/** FNV-1a, of characters instead of bytes. */
function digest(before: number, text: string): number {
  let hash = before;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}

for (const [name, ask] of Object.entries(ASKED)) {
  let hash = 0x811c9dc5;
  for (let code = 0; code <= LAST; code++) {
    const answer = ask(String.fromCodePoint(code));
    const text = typeof answer === "object" ? JSON.stringify(answer) : answer;
    hash = digest(hash, `${text}\n`);
  }
  console.log(name, hash);
}
