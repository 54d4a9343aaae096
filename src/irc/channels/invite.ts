import {
  ERR_CHANOPRIVSNEEDED,
  ERR_NEEDMOREPARAMS,
  ERR_NOSUCHCHANNEL,
  ERR_NOSUCHNICK,
  ERR_NOTONCHANNEL,
  ERR_USERONCHANNEL,
  RPL_AWAY,
  RPL_ENDOFINVITELIST,
  RPL_INVITELIST,
  RPL_INVITING,
  RPL_TRYAGAIN,
} from "../wire/numerics.ts";
import { HALF_OPERATOR } from "../modes/index.ts";
import type { Channel } from "../state/channel.ts";
import type { Command, UserContext } from "../session/context.ts";
import { addInvitation } from "../state/invitations.ts";
import type { User } from "../state/user.ts";
import { findSeenChannel, seesMember } from "../state/visibility.ts";
import { refusesPrivately, silences } from "../messages/private_rules.ts";
import { pushInvitation } from "../push/pushing.ts";
import { isTooOften } from "../session/rates.ts";
import { tell } from "../session/send.ts";

/** @see Modern IRC, "INVITE message" */
export const invite: Command = {
  name: "INVITE",
  parameters: 0,
  registered: true,
  syntax: "[<nickname> <channel>]",
  help: "Invites a user to a channel, or lists where you are invited to.",
  run(context, [nick, name]) {
    if (nick === undefined) return listInvitations(context);
    if (name === undefined) {
      return context.fail(ERR_NEEDMOREPARAMS, this.name);
    }
    const { network, user } = context;
    const invited = network.findUser(nick);
    if (invited === undefined) return context.fail(ERR_NOSUCHNICK, nick);
    const channel = findSeenChannel(network, user, name);
    if (channel === undefined) return context.fail(ERR_NOSUCHCHANNEL, name);
    const rank = channel.rankOf(user);
    if (rank === -1) return context.fail(ERR_NOTONCHANNEL, channel.name);
    if (channel.modes.has("i") && rank < HALF_OPERATOR) {
      return context.fail(ERR_CHANOPRIVSNEEDED, channel.name);
    }
    const isThere = channel.members.has(invited);
    if (isThere && seesMember(user, invited, channel)) {
      return context.fail(ERR_USERONCHANNEL, invited.nick, channel.name);
    }
    const isSilenced = silences(invited, user);
    if (!isSilenced && refusesInvitation(context, invited)) return;
    if (isTooOften(context, user, "invites")) {
      return context.fail(RPL_TRYAGAIN, this.name);
    }
    context.reply(RPL_INVITING, invited.nick, channel.name);
    // Who must not learn that somebody is there, or does not want to hear, sees no difference.
    if (!isThere && !isSilenced) inviteUser(context, invited, channel);
    if (!isThere) tellOperators(user, invited, channel);
    if (invited.away !== null) {
      context.reply(RPL_AWAY, invited.nick, invited.away);
    }
  },
};

function listInvitations(context: UserContext): void {
  for (const channel of context.user.invites ?? []) {
    context.reply(RPL_INVITELIST, channel.name);
  }
  context.reply(RPL_ENDOFINVITELIST);
}

/** An invitation comes as a private message does. */
function refusesInvitation(context: UserContext, invited: User): boolean {
  return refusesPrivately(
    context,
    invited,
    "",
    (reply, ...params) => context.fail(reply, ...params),
  );
}

function inviteUser(
  context: UserContext,
  invited: User,
  channel: Channel,
): void {
  const { network, user } = context;
  // To get past what keeps others out takes more than a member's word.
  if (channel.rankOf(user) >= HALF_OPERATOR) {
    addInvitation(network, invited, channel);
  }
  tell(invited, user.message("INVITE", [invited.nick, channel.name]));
  pushInvitation(context, invited, channel);
}

/**
 * Tells those who may invite.
 *
 * @see IRCv3 invite-notify
 */
function tellOperators(user: User, invited: User, channel: Channel): void {
  const params = [invited.nick, channel.name];
  const notice = user.message("INVITE", params, undefined, {
    needs: "invite-notify",
  }).share();
  for (const member of channel.members.keys()) {
    if (member !== user && channel.rankOf(member) >= HALF_OPERATOR) {
      tell(member, notice);
    }
  }
}
