import { accountId } from "../../account/account";
import type { FunctionType } from "../../provider/resourceType";
import { text } from "../text";

/** `aws.getCallerIdentity` */
export const getCallerIdentity: FunctionType = {
  token: "aws:index/getCallerIdentity:getCallerIdentity",
  properties: { emulated: ["id"] },
  invoke: () => ({
    id: accountId,
    accountId,
    arn: `arn:aws:iam::${accountId}:user/local`,
    userId: "AIDALOCALAWSONTHISMACH",
  }),
};

/** `aws.getRegion`: the provider instance's own Region, or the one asked for. */
export const getRegion: FunctionType = {
  token: "aws:index/getRegion:getRegion",
  properties: {
    emulated: ["id", "name", "region"],
    refused: { endpoint: "no endpoint is looked up here" },
  },
  invoke(inputs, context) {
    const region = text(inputs.region) || text(inputs.name) || context.region;
    return {
      id: region,
      region,
      name: region,
      description: region,
      endpoint: `ec2.${region}.amazonaws.com`,
    };
  },
};

/** `aws.getPartition` */
export const getPartition: FunctionType = {
  token: "aws:index/getPartition:getPartition",
  properties: { emulated: ["id"] },
  invoke: () => ({
    id: "aws",
    partition: "aws",
    dnsSuffix: "amazonaws.com",
    reverseDnsPrefix: "com.amazonaws",
  }),
};
