import type { Account } from "../../account/account";
import { arn, newZoneId } from "../../account/identifiers";
import type { HostedZone } from "../../account/state";
import { doing } from "../../provider/awsError";
import type { ResourceType } from "../../provider/resourceType";
import type { Values } from "../../provider/values";
import { text } from "../text";
import { makeZone, route53Error, zoneById } from "./zoneStore";

/** `aws.route53.Zone`: a public hosted zone. */
export function zone(account: Account): ResourceType {
  return {
    token: "aws:route53/zone:Zone",
    properties: {
      emulated: ["comment", "forceDestroy", "name", "tags"],
      refused: { vpcs: "there are no VPCs here, so no private zones" },
      inert: { enableAcceleratedRecovery: [false] },
      replaces: ["name", "delegationSetId"],
      defaults: { comment: "Managed by Pulumi" },
      names: ["name"],
      writeOnly: ["forceDestroy"],
      autoName: { property: "name", maxLength: 255 },
    },
    create(inputs) {
      const id = newZoneId();
      const made = makeZone(id, text(inputs.name), false, inputs);
      account.change((draft) => {
        draft.zones[id] = made;
      });
      return { id, outputs: describe(made) };
    },
    read(id) {
      const found = account.state.zones[id];
      return found === undefined ? undefined : describe(found);
    },
    update(id, inputs) {
      return account.change((draft) => {
        const found = zoneById(draft, id, "UpdateHostedZoneComment");
        found.settings = inputs;
        return describe(found);
      });
    },
    delete(id, outputs) {
      if (account.state.zones[id] === undefined) return;
      doing(`deleting Route53 Hosted Zone (${id})`, () => {
        account.change((draft) => {
          const found = zoneById(draft, id, "DeleteHostedZone");
          if (Object.keys(found.records).length > 0 && outputs.forceDestroy !== true) {
            const detail =
              "The specified hosted zone contains non-required resource record sets and so cannot be deleted.";
            throw route53Error("DeleteHostedZone", 400, "HostedZoneNotEmpty", detail);
          }
          Reflect.deleteProperty(draft.zones, id);
        });
      });
    },
  };
}

function describe(found: HostedZone): Values {
  return {
    forceDestroy: false,
    ...found.settings,
    name: found.name,
    arn: arn("route53", "", `hostedzone/${found.id}`, ""),
    zoneId: found.id,
    nameServers: found.nameServers,
    primaryNameServer: found.nameServers[0] ?? "",
  };
}
