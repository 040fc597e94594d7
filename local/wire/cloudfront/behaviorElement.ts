import { object, text, texts } from "../../aws/text";
import type { Values } from "../../provider/values";
import { quantified, type XmlObject } from "../xml";

/** `DefaultCacheBehavior`, or `CacheBehavior` where there is a path pattern. */
export function behaviorElement(behavior: Values): XmlObject {
  const pattern = text(behavior.pathPattern);
  return {
    ...(pattern === "" ? {} : { PathPattern: pattern }),
    TargetOriginId: text(behavior.targetOriginId),
    ViewerProtocolPolicy: text(behavior.viewerProtocolPolicy),
    AllowedMethods: {
      ...quantified("Method", texts(behavior.allowedMethods)),
      CachedMethods: quantified("Method", texts(behavior.cachedMethods)),
    },
    SmoothStreaming: behavior.smoothStreaming === true,
    Compress: behavior.compress === true,
    LambdaFunctionAssociations: { Quantity: 0 },
    FunctionAssociations: { Quantity: 0 },
    FieldLevelEncryptionId: "",
    GrpcConfig: { Enabled: object(behavior.grpcConfig).enabled === true },
    ...policies(behavior),
  };
}

function policies(behavior: Values): XmlObject {
  const given = {
    CachePolicyId: text(behavior.cachePolicyId),
    OriginRequestPolicyId: text(behavior.originRequestPolicyId),
    ResponseHeadersPolicyId: text(behavior.responseHeadersPolicyId),
  };
  return Object.fromEntries(Object.entries(given).filter(([, id]) => id !== ""));
}
