import { fold } from "../names/casemapping.ts";
import type { Command, ServicePresence } from "../session/context.ts";
import { commandsFor, presenceOf } from "./dispatch.ts";
import { CHANSERV } from "./chanserv/index.ts";
import { HISTSERV } from "./histserv/index.ts";
import { HOSTSERV } from "./hostserv/index.ts";
import { PLAYBACK } from "../history/playback.ts";
import { NICKSERV } from "./nickserv/index.ts";
import type { Service } from "./service.ts";

/** Every service there is. */
export const ALL_SERVICES: readonly Service[] = [
  NICKSERV,
  CHANSERV,
  HOSTSERV,
  HISTSERV,
];

/** The services as others see them, by their folded nicknames. */
export const SERVICES: ReadonlyMap<string, ServicePresence> = new Map(
  [...ALL_SERVICES.map(presenceOf), PLAYBACK]
    .map((presence) => [fold(presence.nick), presence]),
);

/** The commands of IRC that are for a service: `NS`, `NICKSERV`. */
export const SERVICE_COMMANDS: readonly Command[] = ALL_SERVICES.flatMap(
  commandsFor,
);
