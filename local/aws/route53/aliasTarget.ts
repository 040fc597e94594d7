import type { AccountState } from "../../account/state";
import { plainName, route53Error } from "./zoneStore";

/** https://docs.aws.amazon.com/general/latest/gr/apigateway.html: hosted zones of regional API Gateway domains. */
const gatewayZones: Readonly<Record<string, string>> = {
  "af-south-1": "Z2DHW2332DAMTN",
  "ap-east-1": "Z3FD1VL90ND7K5",
  "ap-northeast-1": "Z1YSHQZHG15GKL",
  "ap-northeast-2": "Z20JF4UZKIW1U8",
  "ap-northeast-3": "Z22ILHG95FLSZ2",
  "ap-south-1": "Z3VO1THU9YC4UR",
  "ap-southeast-1": "ZL327KTPIQFUL",
  "ap-southeast-2": "Z2RPCDW04V8134",
  "ca-central-1": "Z19DQILCV0OWEC",
  "eu-central-1": "Z1U9ULNL0V5AJ3",
  "eu-north-1": "Z3UWIKFBOOGXPP",
  "eu-south-1": "Z3BT4WSQ9TDYZV",
  "eu-west-1": "ZLY8HYME6SFDD",
  "eu-west-2": "ZJ5UAJN8Y3Z2Q",
  "eu-west-3": "Z3KY65QIEKYHQQ",
  "me-south-1": "Z20ZBPC0SS8806",
  "sa-east-1": "ZCMLWB8V5SYIT",
  "us-east-1": "Z1UJRXOUMOOFQ8",
  "us-east-2": "ZOJJZC49E0EPZ",
  "us-west-1": "Z2MUQ32089INYE",
  "us-west-2": "Z2OJLYMUO9EFXC",
};

/** The hosted zone ID of every CloudFront distribution. */
export const cloudFrontZone = "Z2FDTNDATAQYW2";

/** The hosted zone ID that a regional domain of this Region has; a made-up one for Regions not in the list. */
export function gatewayZoneOf(region: string): string {
  return gatewayZones[region] ?? `ZLOCAL${region.replaceAll("-", "").toUpperCase()}`;
}

/** Refuses an alias whose target is not where it says: as Route 53 does, in a batch that changes nothing. */
export function checkAliasTarget(
  state: Readonly<AccountState>,
  alias: { name: string; zoneId: string },
  record: { name: string; type: string; zoneId: string },
): void {
  const name = plainName(alias.name);
  const refuse = (why: string): never => {
    const detail = `[Tried to create an alias that targets ${name}., type ${record.type} in zone ${alias.zoneId}, but ${why}]`;
    throw route53Error("ChangeResourceRecordSets", 400, "InvalidChangeBatch", detail);
  };
  const targets = targetsIn(state, alias.zoneId);
  if (targets === undefined) {
    refuse("that zone is neither CloudFront's, nor API Gateway's of a Region, nor the account's");
  } else if (!targets.some((target) => target === name)) {
    refuse("that target was not found");
  }
}

function targetsIn(state: Readonly<AccountState>, zoneId: string): string[] | undefined {
  if (zoneId === cloudFrontZone) {
    const edge = Object.values(state.domains)
      .map(({ targetDomainName }) => targetDomainName)
      .filter((target) => target.endsWith(".cloudfront.net"));
    return [...Object.values(state.distributions).map(({ domainName }) => domainName), ...edge];
  }
  const domains = Object.values(state.domains);
  const regional = domains.filter(({ region }) => gatewayZoneOf(region) === zoneId);
  const isGateway = Object.values(gatewayZones).includes(zoneId) || zoneId.startsWith("ZLOCAL");
  if (isGateway) return regional.map(({ targetDomainName }) => targetDomainName);
  const zone = state.zones[zoneId];
  return zone === undefined ? undefined : Object.values(zone.records).map((record) => record.name);
}
