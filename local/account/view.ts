import type {
  AccountView,
  BehaviorView,
  DistributionView,
  DomainView,
  FunctionView,
  HttpApiView,
  KeyedCertificate,
  OriginGroupView,
  OriginView,
  PublicCa as PublicCaView,
  RestApiView,
} from "../dataPlane/accountView";
import { list, object, text, texts } from "../aws/text";
import type { Value, Values } from "../provider/values";
import type { Account } from "./account";
import { domainView, httpApiView, restApiView, webAclView } from "./gatewayViews";
import { functionView, writeFunctionLog } from "./functionViews";
import type { AcmCertificate, Distribution, GatewayDomain } from "./state";

/** Hops that a name may take through aliases and CNAMEs. */
const maxHops = 16;

/** What the data plane sees of the account. */
export class View implements AccountView {
  constructor(
    private readonly account: Account,
    readonly publicCa: PublicCaView,
  ) {}

  domains(): DomainView[] {
    return Object.values(this.account.state.domains).flatMap((domain) => {
      const certificate = this.keyed(serverCertificateOf(domain));
      return certificate === undefined ? [] : [domainView(domain, certificate)];
    });
  }

  restApis(): RestApiView[] {
    return Object.values(this.account.state.restApis).map((api) =>
      restApiView(this.account.state, api),
    );
  }

  httpApis(): HttpApiView[] {
    return Object.values(this.account.state.httpApis).map(httpApiView);
  }

  functions(): FunctionView[] {
    return Object.values(this.account.state.lambdaFunctions).map((one) =>
      functionView(this.account, one),
    );
  }

  writeLog(logGroupArn: string, message: string): void {
    this.account.logs.write(logGroupArn, message);
  }

  writeFunctionLog(functionArn: string, messages: readonly string[]): void {
    writeFunctionLog(this.account, functionArn, messages);
  }

  distributions(): DistributionView[] {
    return Object.values(this.account.state.distributions).map((one) => this.distribution(one));
  }

  resolve(hostname: string): string | undefined {
    let name = hostname.toLowerCase().replace(/\.$/, "");
    for (let hop = 0; hop < maxHops; hop++) {
      const next = this.lookup(name);
      if (next === undefined) return hop === 0 ? undefined : name;
      name = next;
    }
    return undefined;
  }

  onChange(listener: () => void): () => void {
    return this.account.onChange(listener);
  }

  now(): Date {
    return this.account.now();
  }

  private lookup(name: string): string | undefined {
    for (const wanted of [name, name.replace(/^[^.]+/, "*")]) {
      for (const zone of Object.values(this.account.state.zones)) {
        for (const type of ["CNAME", "A", "AAAA"]) {
          const found = zone.records[`${wanted}_${type}`];
          if (found === undefined) continue;
          const alias = object(list(found.settings.aliases)[0]);
          const value = text(alias.name) || text(list(found.settings.records)[0]);
          if (value !== "") return value.toLowerCase().replace(/\.$/, "");
        }
      }
    }
    return undefined;
  }

  private keyed(arn: Value | undefined): KeyedCertificate | undefined {
    const found = this.account.state.certificates[text(arn)];
    return found?.status === "ISSUED" ? keyedView(found) : undefined;
  }

  private distribution({ id, domainName, settings }: Distribution): DistributionView {
    const webAcl = webAclView(this.account.state, text(settings.webAclId));
    const { acmCertificateArn, minimumProtocolVersion } = object(settings.viewerCertificate);
    const viewerCertificate = this.keyed(acmCertificateArn);
    const ordered = list(settings.orderedCacheBehaviors).map(object);
    return {
      id,
      domainName,
      aliases: texts(settings.aliases),
      enabled: settings.enabled === true,
      ...(viewerCertificate === undefined ? {} : { viewerCertificate }),
      viewerTlsFrom: text(minimumProtocolVersion).startsWith("TLSv1.3") ? "TLSv1.3" : "TLSv1.2",
      origins: list(settings.origins).map((origin) => this.origin(object(origin))),
      originGroups: list(settings.originGroups).map(object).map(originGroupView),
      ...geoRestriction(settings),
      ...(webAcl === undefined ? {} : { webAcl }),
      behaviors: [...ordered, object(settings.defaultCacheBehavior)].map(behaviorView),
    };
  }

  private origin(origin: Values): OriginView {
    const config = object(origin.customOriginConfig);
    const clientCertificate = this.keyed(object(config.originMtlsConfig).clientCertificateArn);
    const headers = list(origin.customHeaders).map(object);
    return {
      id: text(origin.originId),
      domainName: text(origin.domainName),
      path: text(origin.originPath),
      httpsPort: Number(config.httpsPort ?? 443),
      httpPort: Number(config.httpPort ?? 80),
      protocolPolicy: text(config.originProtocolPolicy),
      sslProtocols: texts(config.originSslProtocols),
      customHeaders: Object.fromEntries(
        headers.map(({ name, value }) => [text(name), text(value)]),
      ),
      ...(clientCertificate === undefined ? {} : { clientCertificate }),
    };
  }
}

function serverCertificateOf({ settings }: GatewayDomain): Value | undefined {
  return settings.regionalCertificateArn ?? settings.certificateArn;
}

function keyedView(found: AcmCertificate): KeyedCertificate {
  return {
    certificatePem: found.certificate,
    chainPem: found.chain,
    privateKeyPem: found.privateKey,
    arn: found.arn,
  };
}

function originGroupView(group: Values): OriginGroupView {
  return {
    id: text(group.originId),
    members: list(group.members).map((member) => text(object(member).originId)),
    failoverCodes: list(object(group.failoverCriteria).statusCodes).map(Number),
  };
}

function geoRestriction({ restrictions }: Values): Pick<DistributionView, "geoRestriction"> {
  const { restrictionType: kind, locations } = object(object(restrictions).geoRestriction);
  if (kind !== "whitelist" && kind !== "blacklist") return {};
  return { geoRestriction: { kind, countries: texts(locations) } };
}

function behaviorView(behavior: Values): BehaviorView {
  const { cachePolicyId, originRequestPolicyId, responseHeadersPolicyId } = behavior;
  return {
    pathPattern: text(behavior.pathPattern) || "*",
    targetOriginId: text(behavior.targetOriginId),
    viewerProtocolPolicy: text(behavior.viewerProtocolPolicy),
    allowedMethods: texts(behavior.allowedMethods),
    ...(cachePolicyId === undefined ? {} : { cachePolicyId: text(cachePolicyId) }),
    ...(originRequestPolicyId === undefined
      ? {}
      : { originRequestPolicyId: text(originRequestPolicyId) }),
    ...(responseHeadersPolicyId === undefined
      ? {}
      : { responseHeadersPolicyId: text(responseHeadersPolicyId) }),
  };
}
