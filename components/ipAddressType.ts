/**
 * By which versions of IP an API Gateway endpoint answers.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-ip-address-type.html
 */
export const IpAddressType = {
  /** IPv4 alone. */
  Ipv4: "ipv4",
  /** IPv4 and IPv6. */
  Dualstack: "dualstack",
} as const;
export type IpAddressType = (typeof IpAddressType)[keyof typeof IpAddressType];
