import {
  findByCertificate,
  isConfigured,
  usersOf,
} from "../../accounts/accounts.ts";
import { changeTo } from "../../accounts/changes.ts";
import { NICKSERV_NICK } from "../../accounts/nickserv_nick.ts";
import { fold, upperCase } from "../../names/casemapping.ts";
import { say } from "../../session/services.ts";
import type { Account } from "../../state/account.ts";
import type { Conversation, ServiceCommand } from "../service.ts";
import { ownAccountToChange } from "./own_account.ts";

const FORM = /^[0-9a-f]{64}$/;

/** Chooses the certificates of clients that open one's own account. */
export const cert: ServiceCommand = {
  name: "CERT",
  parameters: 1,
  most: 2,
  permission: "account",
  syntax: "ADD [<fingerprint>] | DEL <fingerprint> | LIST",
  help: "Chooses the certificates that open your account.",
  details: [
    "A fingerprint is the SHA-256 of a certificate: 64 hexadecimal digits.",
    "ADD without one takes the certificate of your client, from another account too: whoever shows it has it.",
  ],
  run(talk, [word, given]) {
    const account = ownAccountToChange(talk);
    if (account === null) return;
    const fingerprint = given === undefined
      ? undefined
      : fold(given.replaceAll(":", ""));
    switch (upperCase(word)) {
      case "ADD":
        return add(talk, account, fingerprint ?? talk.session.certificate);
      case "DEL":
        return remove(talk, account, fingerprint ?? "");
      case "LIST":
        return list(talk, account);
      default:
        return talk.say(`Syntax: CERT ${cert.syntax}`);
    }
  },
  kept(network, [name, fingerprint]) {
    if (name === undefined) return;
    const text = `The certificate ${fingerprint} opens your account no more: ` +
      "who has shown it has added it to another one.";
    for (const { sessions } of usersOf(network, { name })) {
      for (const session of sessions) say(session, NICKSERV_NICK, text);
    }
  },
};

function list(talk: Conversation, { certificates }: Account): void {
  if (certificates.length === 0) {
    return talk.say("No certificate opens your account.");
  }
  talk.say("These certificates open your account:", ...certificates);
}

function add(
  talk: Conversation,
  account: Account,
  fingerprint: string | null,
): void {
  const { network, session } = talk;
  if (fingerprint === null) {
    return talk.say("Your client has shown no certificate: name one.");
  }
  if (!FORM.test(fingerprint)) {
    return talk.say("A fingerprint has 64 hexadecimal digits.");
  }
  if (account.certificates.includes(fingerprint)) {
    return talk.say("That certificate opens your account already.");
  }
  // It tells who somebody is: it cannot tell two.
  const other = findByCertificate(network, fingerprint, null);
  // Anybody can name a fingerprint; who shows the certificate could log in there, and delete it.
  const isShown = fingerprint === session.certificate;
  if (other !== undefined && (!isShown || isConfigured(network, other.name))) {
    return talk.say("That certificate opens another account.");
  }
  const { accountCertificates } = network.settings.limits;
  if (account.certificates.length >= accountCertificates) {
    return talk.say(
      `At most ${accountCertificates} certificates open an account.`,
    );
  }
  const certificates = [...account.certificates, fingerprint];
  const change = changeTo({ ...account, certificates });
  const said = `The certificate ${fingerprint} opens it now`;
  if (other === undefined) return talk.keep([change], [`${said}.`]);
  const taken = changeTo(withoutCertificate(other, fingerprint));
  talk.keep([taken, change], [`${said}, and ${other.name} no more.`], [
    other.name,
    fingerprint,
  ]);
}

function withoutCertificate(account: Account, fingerprint: string): Account {
  const certificates = account.certificates.filter((own) =>
    own !== fingerprint
  );
  return { ...account, certificates };
}

function remove(
  talk: Conversation,
  account: Account,
  fingerprint: string,
): void {
  if (!account.certificates.includes(fingerprint)) {
    return talk.say("No such certificate opens your account.");
  }
  const change = changeTo(withoutCertificate(account, fingerprint));
  talk.keep([change], [`The certificate ${fingerprint} opens it no more.`]);
}
