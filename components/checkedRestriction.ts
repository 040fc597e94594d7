import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { GeoRestriction } from "./geoRestriction";
import { checked, refuseHalfGiven, type RefusedInput } from "./refusedInputs";

/** Which countries a distribution answers; both or none of the two. */
export interface RestrictionArgs {
  geoRestriction?: pulumi.Input<GeoRestriction>;
  geoLocations?: pulumi.Input<pulumi.Input<string>[]>;
}

/** The restriction to countries, as CloudFront takes it; "none" when none is asked for. */
export function checkedRestriction(
  component: pulumi.ComponentResource,
  args: RestrictionArgs,
): aws.types.input.cloudfront.DistributionRestrictionsGeoRestriction {
  refuseHalfGiven(component, args, ["geoRestriction", "geoLocations"]);
  const { geoRestriction, geoLocations } = args;
  if (geoRestriction === undefined || geoLocations === undefined) {
    return { restrictionType: "none" };
  }
  return {
    restrictionType: checked(component, geoRestriction, refusedRestriction),
    locations: checked(component, geoLocations, refusedLocations),
  };
}

function refusedRestriction(given: string): RefusedInput[] {
  const allowed: readonly string[] = Object.values(GeoRestriction);
  if (allowed.includes(given)) return [];
  return [{ path: "geoRestriction", reason: `"${given}" is not one of ${allowed.join(", ")}.` }];
}

/** An empty list would answer nobody, or everybody: https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_GeoRestriction.html */
function refusedLocations(locations: readonly string[]): RefusedInput[] {
  if (locations.length === 0) {
    return [{ path: "geoLocations", reason: "empty. Give one country or more, or leave it out." }];
  }
  return locations.flatMap((location, index) =>
    /^[A-Z]{2}$/.test(location)
      ? []
      : [
          {
            path: `geoLocations[${index}]`,
            reason: `"${location}" is no country code. Give the two letters of ISO 3166, such as JP.`,
          },
        ],
  );
}
