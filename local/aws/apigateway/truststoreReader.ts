import {
  deniesOverTls,
  type Finding,
  formatFinding,
  readBucketPolicy,
  Truststore,
} from "@mtls-gateway/pki";
import { type Account, accountId } from "../../account/account";
import type { AccountState, GatewayDomain } from "../../account/state";
import type { Values } from "../../provider/values";
import { findVersion } from "../s3/bucketStore";
import { object, text } from "../text";
import { gatewayError } from "./restApiStore";

/** How a policy names the caller that deploys the program: everybody, the account, or its root. */
const ownPrincipals = ["*", accountId, `arn:aws:iam::${accountId}:root`];

/** Errors that AWS was seen to take: it serves such a truststore, and refuses the clients below the fifth CA. */
const taken = new Set(["TS004"]);

/**
 * Reads the truststore as API Gateway does at create and update: the object at the pinned version, or the newest one.
 * Undefined when the domain has no mutual TLS. What AWS takes with a warning is in `warnings`; the provider drops those.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mutual-tls.html
 */
export function readTruststore(
  account: Account,
  state: Readonly<AccountState>,
  settings: Values,
  operation: string,
): GatewayDomain["truststore"] {
  const { truststoreUri, truststoreVersion } = object(settings.mutualTlsAuthentication);
  const uri = text(truststoreUri);
  if (uri === "") return undefined;
  const refuse = (detail: string): never => {
    throw gatewayError(operation, "BadRequestException", detail);
  };
  const [, bucketName = "", key = ""] = /^s3:\/\/([^/]+)\/(.+)$/.exec(uri) ?? [];
  const bucket = state.buckets[bucketName];
  if (bucket === undefined) {
    return refuse(
      `Invalid truststore URI ${uri}: the bucket ${bucketName} does not exist or cannot be read`,
    );
  }
  const wanted = text(truststoreVersion);
  const version = findVersion(bucket, key, wanted === "" ? undefined : wanted);
  if (version === undefined) {
    const what = wanted === "" ? "" : ` in version ${wanted}`;
    return refuse(
      `Invalid truststore URI ${uri}: the object ${key}${what} does not exist or cannot be read`,
    );
  }
  const action = wanted === "" ? "s3:GetObject" : "s3:GetObjectVersion";
  const policy = readBucketPolicy(bucket.policy) ?? [];
  if (policy.some((one) => deniesOverTls(one, ownPrincipals, action, `${bucketName}/${key}`))) {
    return refuse(
      `Invalid truststore URI ${uri}: the bucket's policy denies the caller ${action} on ${key}`,
    );
  }
  const content = account.folder.getBlob(version.blob);
  if (content === undefined) {
    return refuse(
      `The truststore ${uri} cannot be read: its content is gone from the state folder`,
    );
  }
  const findings = Truststore.read(content, { objectKey: key }).check({ at: account.now() });
  const isRefused = ({ rule, severity }: Finding) => severity === "error" && !taken.has(rule);
  const errors = findings.filter(isRefused);
  if (errors.length > 0) refuse(refusal(uri, errors));
  return {
    pem: content.toString("utf8"),
    uri,
    version: wanted === "" ? version.id : wanted,
    readAt: account.now().toISOString(),
    warnings: findings.filter(({ severity }) => severity !== "info").map(formatFinding),
  };
}

function refusal(uri: string, errors: readonly Finding[]): string {
  const clash = errors.find(({ rule }) => rule === "TS011");
  // AWS's own words, from the documentation's troubleshooting page.
  const words =
    clash === undefined
      ? []
      : [
          `The certificate subject ${clash.subject} conflicts with an existing certificate from a different issuer`,
        ];
  return [`Invalid truststore ${uri}`, ...words, ...errors.map(formatFinding)].join("; ");
}
