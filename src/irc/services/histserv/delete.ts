import { readableOf } from "../../history/access.ts";
import { takeBack } from "../../messages/redact.ts";
import { partyOf } from "../../state/parties.ts";
import type { Conversation, ServiceCommand } from "../service.ts";

/** Deletes one message. */
export const deleteMessage: ServiceCommand = {
  name: "DELETE",
  parameters: 2,
  most: 2,
  permission: "anyone",
  syntax: "<channel or nickname> <msgid>",
  help: "Deletes a message: your own, or one on a channel that you moderate.",
  details: [
    "PLAY shows the msgids. Those who know REDACT are told of it.",
  ],
  run(talk, [target, id], context) {
    const refusal = takeBack(context, target, { id, reason: "" });
    if (refusal !== null && !eraseOwn(talk, target, id)) {
      return talk.say(`${refusal[0].text}.`);
    }
    talk.say(`The message ${id} is deleted.`);
  },
};

/** To whom it was said need not be there. */
function eraseOwn(
  { network, user }: Conversation,
  target: string,
  id: string,
): boolean {
  const { archive } = network;
  const readable = readableOf(network, user, target);
  if (readable === null || network.findUser(target) !== undefined) return false;
  const { conversation } = readable;
  const isOwn = archive.find(conversation, id)?.author ===
    partyOf(network, user);
  return isOwn && archive.erase(conversation, id);
}
