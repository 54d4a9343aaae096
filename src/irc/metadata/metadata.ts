import { fold, upperCase } from "../names/casemapping.ts";
import { isMetadataKey } from "../wire/metadata_values.ts";
import { ERR_NEEDMOREPARAMS } from "../wire/numerics.ts";
import {
  FAIL_INVALID_KEY,
  FAIL_INVALID_PARAMS,
  FAIL_KEY_NO_PERMISSION,
  FAIL_METADATA_INVALID_TARGET,
} from "../wire/standard_replies.ts";
import type { Command, Context } from "../session/context.ts";
import { sendValues, valueMessage, valuesOf } from "./values.ts";
import {
  findMetadataTarget,
  isOwnMetadata,
  mayReadMetadata,
  type MetadataTarget,
} from "./targets.ts";
import { clearMetadata, setMetadata } from "./changes.ts";
import {
  ALL_TARGETS,
  listSubscriptions,
  subscribe,
  unsubscribe,
} from "./subscriptions.ts";
import { syncAll, syncTarget } from "./sync.ts";

/** @see draft/metadata-3, "METADATA client command" */
export const metadata: Command = {
  name: "METADATA",
  parameters: 2,
  registered: false,
  early: "draft/metadata-3",
  syntax: "<target> GET <keys> | LIST | SET <key> [:<value>] | CLEAR | SYNC, " +
    "or *ALL SYNC, or * SUB <keys> | UNSUB <keys> | SUBS",
  help: "Shows and changes what users and channels (* is yourself) tell of " +
    "themselves, and says which keys you want to hear of.",
  work({ channels, users }, [name, word]) {
    if (upperCase(word) !== "SYNC") return 0;
    return upperCase(name) === ALL_TARGETS
      ? users.size
      : channels.get(fold(name))?.members.size ?? 0;
  },
  run(context, [name, word, ...keys]) {
    const subcommand = SUBCOMMANDS.get(upperCase(word));
    if (subcommand === undefined) {
      return context.fail(FAIL_INVALID_PARAMS, word);
    }
    if (subcommand.needsKey && !keys[0]) {
      return context.fail(ERR_NEEDMOREPARAMS, this.name);
    }
    const { user } = context.session;
    const isAll = upperCase(name) === ALL_TARGETS;
    if (isAll && subcommand.takesAll && user !== null) {
      return syncAll(context, user);
    }
    runOn(context, name, subcommand, keys);
  },
};

function runOn(
  context: Context,
  name: string,
  subcommand: Subcommand,
  keys: readonly string[],
): void {
  const target = findMetadataTarget(context, name);
  if (
    target === null || subcommand.isOwn && !isOwnMetadata(context, target.owner)
  ) {
    return context.fail(FAIL_METADATA_INVALID_TARGET, name);
  }
  if (subcommand.reads && !mayReadMetadata(context, target.owner)) {
    return context.fail(FAIL_KEY_NO_PERMISSION, target.name, "*");
  }
  subcommand.run(context, target, keys);
}

/** What comes after the target. */
interface Subcommand {
  /** True if it takes at least one key */
  readonly needsKey?: true;
  /** True if it shows values, which not everybody may see */
  readonly reads?: true;
  /** True if it is about the client itself, and takes no other target */
  readonly isOwn?: true;
  /** True if it may be about all at once */
  readonly takesAll?: true;
  run(
    context: Context,
    target: MetadataTarget,
    params: readonly string[],
  ): void;
}

const SUBCOMMANDS: ReadonlyMap<string, Subcommand> = new Map<
  string,
  Subcommand
>([
  ["GET", { needsKey: true, reads: true, run: get }],
  ["LIST", { reads: true, run: list }],
  ["SET", { needsKey: true, run: set }],
  ["CLEAR", { run: clearMetadata }],
  ["SUB", {
    needsKey: true,
    isOwn: true,
    run: (context, _, keys) => subscribe(context, keys),
  }],
  ["UNSUB", {
    needsKey: true,
    isOwn: true,
    run: (context, _, keys) => unsubscribe(context, keys),
  }],
  ["SUBS", { isOwn: true, run: listSubscriptions }],
  ["SYNC", { reads: true, takesAll: true, run: syncTarget }],
]);

function get(
  context: Context,
  { name: of, owner }: MetadataTarget,
  keys: readonly string[],
): void {
  const { session, settings: { serverName } } = context;
  context.batch("metadata", [of], () => {
    for (const key of new Set(keys)) {
      const value = owner.metadata?.get(key) ?? "";
      if (!isMetadataKey(key)) context.fail(FAIL_INVALID_KEY, key);
      else {
        const answer = { of, key, value };
        context.send(valueMessage(serverName, session.target, answer));
      }
    }
  });
}

function list({ session }: Context, { name, owner }: MetadataTarget): void {
  sendValues(session, name, valuesOf(name, owner));
}

function set(
  context: Context,
  target: MetadataTarget,
  [key, value = ""]: readonly string[],
): void {
  setMetadata(context, target, key, value);
}
