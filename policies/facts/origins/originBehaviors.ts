import type { Program } from "../../frame/program";
import { readBehaviors, type CacheBehavior } from "./cacheBehaviors";
import { mutualTlsOrigins, type MutualTlsOrigin } from "./mutualTlsOrigins";

/** An origin that has to do with mutual TLS, with the cache behaviours that send requests to it. */
export interface OriginBehaviors extends MutualTlsOrigin {
  behaviors: CacheBehavior[];
  /** Behaviours of which a preview cannot tell where they send requests to. */
  others: CacheBehavior[];
  /** There are no behaviours but these. */
  isWhole: boolean;
}

/** Every such origin of the program's distributions with its behaviours, as far as a preview knows them. */
export function originBehaviors(program: Program): OriginBehaviors[] {
  return mutualTlsOrigins(program).map((each) => {
    const { distribution, origin } = each;
    const { known, isWhole } = readBehaviors(distribution.type, (...path) =>
      program.see(distribution, ...path),
    );
    return {
      ...each,
      behaviors: known.filter(({ originIds }) => originIds?.includes(origin.id)),
      others: known.filter(({ originIds }) => originIds === undefined),
      isWhole,
    };
  });
}
