import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { checked, refuseIfAny, type RefusedInput } from "./refusedInputs";

/** The two ways to say which Route 53 zone is meant. */
export interface HostedZoneArgs {
  /** The name that gets records in the zone. */
  domainName?: pulumi.Input<string>;
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
  const zoneName = checked(
    component,
    { domainName: args.domainName ?? "", zoneName: args.zoneName },
    refusedZone,
  ).zoneName;
  return aws.route53.getZoneOutput({ name: zoneName, privateZone: false }, { parent: component })
    .zoneId;
}

function refusedZone(given: { domainName: string; zoneName: string }): RefusedInput[] {
  const [domainName, zoneName] = [given.domainName, given.zoneName].map((name) =>
    name.toLowerCase().replace(/\.$/, ""),
  ) as [string, string];
  if (domainName === "" || domainName === zoneName || domainName.endsWith(`.${zoneName}`))
    return [];
  const reason = `${given.domainName} is no name in the zone ${given.zoneName}, so its records cannot stand there. Give the zone of ${given.domainName}.`;
  return [{ path: "zoneName", reason }];
}
