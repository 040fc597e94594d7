import { arn } from "../../account/identifiers";
import type { Distribution } from "../../account/state";
import { distributionStatus } from "../../aws/cloudfront/distributionLife";
import { list, object, text, texts } from "../../aws/text";
import type { Values } from "../../provider/values";
import { quantified, type XmlObject } from "../xml";
import { behaviorElement } from "./behaviorElement";
import { originElement, originGroupElement } from "./originElement";

/** `Distribution`: what GetDistribution gives. */
export function distributionElement(found: Distribution, now: Date): XmlObject {
  const { settings } = found;
  return {
    ...head(found, now),
    InProgressInvalidationBatches: 0,
    ActiveTrustedSigners: { Enabled: false, Quantity: 0 },
    ActiveTrustedKeyGroups: { Enabled: false, Quantity: 0 },
    DistributionConfig: {
      CallerReference: found.callerReference,
      DefaultRootObject: text(settings.defaultRootObject),
      Logging: logging(object(settings.loggingConfig)),
      ...common(settings),
    },
  };
}

/** `DistributionSummary`: one entry of ListDistributions. */
export function summaryElement(found: Distribution, now: Date): XmlObject {
  return { ...head(found, now), ETag: found.etag, ...common(found.settings) };
}

function head(found: Distribution, now: Date): XmlObject {
  const { id, lastModified, domainName } = found;
  return {
    Id: id,
    ARN: arn("cloudfront", "", `distribution/${id}`),
    Status: distributionStatus(found, now),
    LastModifiedTime: lastModified,
    DomainName: domainName,
  };
}

/** What the summary has too. */
function common(settings: Values): XmlObject {
  const ordered = list(settings.orderedCacheBehaviors).map(object);
  const origins = list(settings.origins).map(object);
  const groups = list(settings.originGroups).map(object);
  return {
    Aliases: quantified("CNAME", texts(settings.aliases)),
    Origins: quantified("Origin", origins.map(originElement)),
    OriginGroups: quantified("OriginGroup", groups.map(originGroupElement)),
    DefaultCacheBehavior: behaviorElement(object(settings.defaultCacheBehavior)),
    CacheBehaviors: quantified("CacheBehavior", ordered.map(behaviorElement)),
    CustomErrorResponses: { Quantity: 0 },
    Comment: text(settings.comment),
    PriceClass: text(settings.priceClass) || "PriceClass_All",
    Enabled: settings.enabled === true,
    ViewerCertificate: viewerCertificate(object(settings.viewerCertificate)),
    Restrictions: { GeoRestriction: geoRestriction(settings) },
    WebACLId: text(settings.webAclId),
    HttpVersion: text(settings.httpVersion) || "http2",
    IsIPV6Enabled: settings.isIpv6Enabled === true,
    Staging: false,
  };
}

function viewerCertificate(certificate: Values): XmlObject {
  const acm = text(certificate.acmCertificateArn);
  const MinimumProtocolVersion = text(certificate.minimumProtocolVersion) || "TLSv1";
  if (acm === "") return { CloudFrontDefaultCertificate: true, MinimumProtocolVersion };
  return {
    CloudFrontDefaultCertificate: false,
    ACMCertificateArn: acm,
    SSLSupportMethod: text(certificate.sslSupportMethod),
    MinimumProtocolVersion,
  };
}

function geoRestriction(settings: Values): XmlObject {
  const { restrictionType, locations } = object(object(settings.restrictions).geoRestriction);
  return {
    RestrictionType: text(restrictionType) || "none",
    ...quantified("Location", texts(locations)),
  };
}

function logging(config: Values): XmlObject {
  const Bucket = text(config.bucket);
  return {
    Enabled: Bucket !== "",
    IncludeCookies: config.includeCookies === true,
    Bucket,
    Prefix: text(config.prefix),
  };
}
