import type { Account } from "../../account/account";
import { arn } from "../../account/identifiers";
import type { FunctionType } from "../../provider/resourceType";
import { text } from "../text";
import { plainName } from "./zoneStore";

/** `aws.route53.getZone`: a public hosted zone of the account by name or ID. */
export function getZone(account: Account): FunctionType {
  return {
    token: "aws:route53/getZone:getZone",
    properties: {
      emulated: ["name", "privateZone", "zoneId"],
      inert: { privateZone: [false] },
      exactlyOne: [["name", "zoneId"]],
    },
    invoke(inputs) {
      const id = text(inputs.zoneId).replace(/^\/?hostedzone\//, "");
      const name = plainName(text(inputs.name));
      const found = Object.values(account.state.zones).filter((zone) =>
        inputs.zoneId === undefined ? zone.name === name : zone.id === id,
      );
      const [zone] = found;
      if (zone === undefined) {
        const hint = `The AWS on this machine has the zones ${zoneNames(account)}; start it with \`--zone ${name === "" ? "NAME" : name}\` to have that one too.`;
        throw new Error(`no matching Route 53 Hosted Zone found (${name || id}). ${hint}`);
      }
      if (found.length > 1) {
        throw new Error(
          `multiple Route 53 Hosted Zones matched (${name}: ${found.map((one) => one.id).join(", ")}): give zoneId`,
        );
      }
      return {
        id: zone.id,
        zoneId: zone.id,
        name: zone.name,
        privateZone: false,
        arn: arn("route53", "", `hostedzone/${zone.id}`, ""),
        callerReference: zone.callerReference,
        comment: text(zone.settings.comment),
        nameServers: zone.nameServers,
        primaryNameServer: zone.nameServers[0] ?? "",
        // NS and SOA are there from the start.
        resourceRecordSetCount: Object.keys(zone.records).length + 2,
        linkedServiceDescription: "",
        linkedServicePrincipal: "",
        enableAcceleratedRecovery: false,
        tags: {},
        vpcId: "",
      };
    },
  };
}

function zoneNames(account: Account): string {
  return Object.values(account.state.zones)
    .map((zone) => zone.name)
    .sort()
    .join(", ");
}
