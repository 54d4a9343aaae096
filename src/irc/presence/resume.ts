import { hashOfCode } from "../accounts/codes.ts";
import type { Command } from "../session/context.ts";
import { ERR_ALREADYREGISTERED } from "../wire/numerics.ts";
import { FAIL_INVALID_TOKEN } from "../wire/standard_replies.ts";
import { findResumable } from "./resumed_user.ts";

/** A token: the number of the user, and the secret. */
const TOKEN = /^(\d{1,15})\.([0-9a-f]{32})$/;

/** Comes back as a user whose connection is lost: given before NICK. */
export const resume: Command = {
  name: "RESUME",
  parameters: 1,
  registered: false,
  capability: "ircd/resume",
  syntax: "<token>",
  help: "Has you be who you were before your connection was lost.",
  run(context, [token]) {
    const { network, session: { registration } } = context;
    if (registration === null) return context.fail(ERR_ALREADYREGISTERED);
    const [, id = "", secret = ""] = TOKEN.exec(token) ?? [];
    const tokenHash = hashOfCode(secret);
    const isGood = findResumable(network, Number(id), tokenHash) !== null;
    // Who is logged in is nobody without an account.
    if (!isGood || registration.account !== null) {
      return context.fail(FAIL_INVALID_TOKEN);
    }
    registration.resuming = { user: Number(id), tokenHash };
  },
};
