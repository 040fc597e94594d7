import { lengthOf, look, textOf, unset, type Seen } from "../../frame/seen";
import { tokens } from "../../frame/tokens";
import type { Reader } from "../domains/domainReading";

/** One cache behaviour of a distribution. */
export interface CacheBehavior {
  /** Path pattern; "*" for the default behaviour. */
  path: string;
  /** IDs of the origins that it sends requests to; undefined: not known before `up`. */
  originIds: readonly string[] | undefined;
  viewerProtocolPolicy: Seen;
  isGrpc: Seen;
  /** Events of the Lambda@Edge functions; undefined in place of one that is not known. */
  edgeEvents: readonly (string | undefined)[];
  cachePolicyId: Seen;
  originRequestPolicyId: Seen;
  /** Where the behaviour stands: the distribution's property. */
  property: string;
}

/** The cache behaviours of a distribution, the default one first. */
export interface CacheBehaviors {
  known: CacheBehavior[];
  /** There are no others that a preview does not know. */
  isWhole: boolean;
}

/** Reads what is known of a distribution's cache behaviours. */
export function readBehaviors(type: string, read: Reader): CacheBehaviors {
  const ordered =
    type === tokens.multitenantDistribution ? "cacheBehaviors" : "orderedCacheBehaviors";
  const first = read("defaultCacheBehavior");
  const others = read(ordered);
  const groups = originGroups(read);
  const at = (...path: [string, ...(string | number)[]]): CacheBehavior => {
    const block = read(...path);
    return behavior(block, path[0], groups);
  };
  const rest = Array.from({ length: lengthOf(others) ?? 0 }, (_, index) => at(ordered, index));
  return {
    known: first.state === "known" ? [at("defaultCacheBehavior"), ...rest] : rest,
    isWhole: first.state !== "unknown" && others.state !== "unknown",
  };
}

function behavior(
  block: Seen,
  property: string,
  groups: ReadonlyMap<string, string[]> | undefined,
): CacheBehavior {
  const get = (...path: (string | number)[]): Seen =>
    block.state === "known" ? look(block.value, ...path) : block;
  const target = textOf(get("targetOriginId"));
  const events = get("lambdaFunctionAssociations");
  return {
    path: textOf(get("pathPattern")) ?? "*",
    originIds:
      target === undefined || groups === undefined ? undefined : (groups.get(target) ?? [target]),
    viewerProtocolPolicy: get("viewerProtocolPolicy"),
    isGrpc: get("grpcConfig", "enabled"),
    edgeEvents:
      events.state === "unknown"
        ? [undefined]
        : Array.from({ length: lengthOf(events) ?? 0 }, (_, index) =>
            textOf(get("lambdaFunctionAssociations", index, "eventType")),
          ),
    cachePolicyId: get("cachePolicyId"),
    originRequestPolicyId: get("originRequestPolicyId"),
    property,
  };
}

/** The members of each origin group, by the ID that a behaviour names it by. undefined: not known before `up`. */
function originGroups(read: Reader): ReadonlyMap<string, string[]> | undefined {
  const groups = read("originGroups");
  if (groups.state === "unknown") return undefined;
  const members = new Map<string, string[]>();
  for (let index = 0; index < (lengthOf(groups) ?? 0); index += 1) {
    const get = (...path: (string | number)[]): Seen =>
      groups.state === "known" ? look(groups.value, index, ...path) : unset;
    const id = textOf(get("originId")) ?? textOf(get("id"));
    const ids = Array.from({ length: lengthOf(get("members")) ?? 0 }, (_, member) =>
      textOf(get("members", member, "originId")),
    );
    if (id === undefined || ids.includes(undefined)) return undefined;
    members.set(
      id,
      ids.filter((each) => each !== undefined),
    );
  }
  return members;
}
