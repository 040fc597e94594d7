import { getZoneOutput } from "@pulumi/aws/route53";
import * as pulumi from "@pulumi/pulumi";
import { checked, refuseIfAny, type RefusedInput } from "./refusedInputs";

/** The two ways to say which Route 53 zone is meant. */
export interface HostedZoneArgs {
  /** The name that gets records in the zone. */
  domainName?: pulumi.Input<string>;
  /** More names that get records in the zone. */
  subjectAlternativeNames?: pulumi.Input<string>[];
  zoneId?: pulumi.Input<string>;
  zoneName?: pulumi.Input<string>;
}

/** The ID of the public hosted zone that the args give or name; undefined when they do neither. */
export function hostedZoneId(
  component: pulumi.ComponentResource,
  args: HostedZoneArgs,
): pulumi.Output<string> | undefined {
  if (args.zoneId !== undefined && args.zoneName !== undefined) {
    refuseIfAny(component, [
      {
        path: "zoneName",
        reason: "zoneId is given too, and they could mean two zones. Give one of them.",
      },
    ]);
  }
  if (args.zoneId !== undefined) return pulumi.output(args.zoneId);
  if (args.zoneName === undefined) return undefined;
  const names = [args.domainName ?? "", ...(args.subjectAlternativeNames ?? [])];
  const zoneName = checked(component, { names, zoneName: args.zoneName }, (given) =>
    given.names.flatMap((name) => refusedZone(name, given.zoneName)),
  ).zoneName;
  return getZoneOutput({ name: zoneName, privateZone: false }, { parent: component }).zoneId;
}

function refusedZone(domainName: string, zoneName: string): RefusedInput[] {
  const [name, zone] = [domainName, zoneName].map((each) =>
    each.toLowerCase().replace(/\.$/, ""),
  ) as [string, string];
  if (name === "" || name === zone || name.endsWith(`.${zone}`)) return [];
  const reason = `${domainName} is no name in the zone ${zoneName}, so its records cannot stand there. Give the zone of ${domainName}.`;
  return [{ path: "zoneName", reason }];
}
