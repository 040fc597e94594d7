import { finding, type Finding } from "../finding";

/** What stands beside origin mTLS on one origin of a distribution; a fact that is left out trips nothing. */
export interface OriginFeatureFacts {
  /** The distribution's name, the subject of the findings together with the origin. */
  distribution: string;
  originId: string;
  isVpcOrigin?: boolean;
  /** Name of the WebSocket API that the origin's host leads to. */
  webSocketApi?: string;
  /** Path patterns of the behaviours that send gRPC to the origin, "*" for the default one. */
  grpcPaths?: readonly string[];
  /** Lambda@Edge functions on the behaviours of the origin, by the event that triggers them. */
  edgeFunctions?: readonly { path: string; event: string }[];
}

const originEvents: readonly string[] = ["origin-request", "origin-response"];

/** CF005, on an origin that a client certificate is shown to. */
export function checkOriginFeatures(facts: OriginFeatureFacts): Finding[] {
  const { isVpcOrigin = false, webSocketApi, grpcPaths = [], edgeFunctions = [] } = facts;
  const subject = `${facts.distribution}, origin ${facts.originId}`;
  const features = [
    ...(isVpcOrigin ? ["is a VPC origin"] : []),
    ...(webSocketApi === undefined ? [] : [`leads to the WebSocket API ${webSocketApi}`]),
    ...grpcPaths.map((path) => `takes gRPC on the path ${path}`),
    ...edgeFunctions
      .filter(({ event }) => originEvents.includes(event))
      .map(({ path, event }) => `has a Lambda@Edge function for ${event} on the path ${path}`),
  ];
  return features.map((feature) =>
    finding("CF005", {
      subject,
      message: `${subject} shows a client certificate and ${feature}; CloudFront does not do both.`,
    }),
  );
}
