import type * as pulumi from "@pulumi/pulumi";
import type { FailoverRegion } from "./failoverRegion";
import type { GatewayApiArgs } from "./gatewayApiArgs";
import { checked, refuseIfAny, type RefusedInput } from "./refusedInputs";

/** What both Regions would get although it stands in one, with what to do instead. */
const ofOneRegion = {
  accessLogGroupArn: "Leave it out, and a log group is made in each Region.",
  apiWebAclArn: "Leave it out, and put a StageProtection before the stage of each Region.",
  additionalMappings: "Leave it out, and give each API a gateway of its own.",
} as const satisfies Partial<Record<keyof GatewayApiArgs, string>>;

/** Refuses what would leave the second Region of a gateway with another API than the first one's, or with none. */
export function refuseFailover(
  gateway: pulumi.ComponentResource,
  args: GatewayApiArgs & { domainName: pulumi.Input<string> },
  failoverRegion: FailoverRegion,
): void {
  refuseIfAny(gateway, [...refusedArgs(args), ...refusedApi(args, failoverRegion)]);
  const names = { first: args.domainName, second: failoverRegion.domainName };
  checked(gateway, names, ({ first, second }) => refusedName(first, second));
}

function refusedArgs(args: GatewayApiArgs): RefusedInput[] {
  return (Object.keys(ofOneRegion) as (keyof typeof ofOneRegion)[])
    .filter((key) => args[key] !== undefined && !isEmpty(args[key]))
    .map((key) => ({
      path: key,
      reason: `given beside failoverRegion, and what it names is in one Region. ${ofOneRegion[key]}`,
    }));
}

function isEmpty(given: unknown): boolean {
  return Array.isArray(given) && given.length === 0;
}

/** The sample API would answer in place of the caller's own, with the same status. */
function refusedApi(args: GatewayApiArgs, { restApi, httpApi }: FailoverRegion): RefusedInput[] {
  const own = args.httpApi === undefined ? "restApi" : "httpApi";
  if (args[own] === undefined || restApi !== undefined || httpApi !== undefined) return [];
  const reason = `missing, and ${own} given: the sample API would answer when the first Region fails. Give the same API of the second Region.`;
  return [{ path: `failoverRegion.${own}`, reason }];
}

/** Both have a record of their own in the zone. */
function refusedName(first: string, second: string): RefusedInput[] {
  if (first.toLowerCase() !== second.toLowerCase()) return [];
  const reason = `"${second}" is the domain name of the first Region too. Give another one, such as failover-${second}.`;
  return [{ path: "failoverRegion.domainName", reason }];
}
