import type { Kept, Plain } from "./providerClient";
import { ServedDomain } from "./servedDomain";

export const httpTypes = {
  api: "aws:apigatewayv2/api:Api",
  deployment: "aws:apigatewayv2/deployment:Deployment",
  domain: "aws:apigatewayv2/domainName:DomainName",
  integration: "aws:apigatewayv2/integration:Integration",
  mapping: "aws:apigatewayv2/apiMapping:ApiMapping",
  route: "aws:apigatewayv2/route:Route",
  stage: "aws:apigatewayv2/stage:Stage",
} as const;

/** api.example.com, made by version 2 with mutual TLS, and an HTTP API with `GET /pets/{petId}` under its path `shop/v1`. */
export class ServedHttpApi {
  private constructor(
    readonly served: ServedDomain,
    readonly domain: Kept,
    readonly api: Kept,
    /** The integration of the one route. */
    readonly integration: Kept,
  ) {}

  static async start(): Promise<ServedHttpApi> {
    const served = await ServedDomain.start();
    const domain = await served.create(httpTypes.domain, "domain", domainInputs(served));
    const api = await served.create(httpTypes.api, "pets", {
      protocolType: "HTTP",
      disableExecuteApiEndpoint: true,
    });
    const integration = await integrate(served, api, {
      requestParameters: {
        "overwrite:header.x-client-subject": "$context.identity.clientCert.subjectDN",
        "overwrite:header.x-client-serial": "$context.identity.clientCert.serialNumber",
        "overwrite:header.x-missing": "$context.authorizer.nobody",
        "append:header.x-trail": "${context.stage}/${request.path.petId}",
        "remove:querystring.secret": "''",
      },
      responseParameters: [
        {
          statusCode: "200",
          mappings: {
            "overwrite:header.x-stage": "$context.stage",
            "remove:header.x-backend": "''",
          },
        },
      ],
    });
    const here = new ServedHttpApi(served, domain, api, integration);
    await here.route("GET /pets/{petId}", integration);
    const apiId = api.id;
    await served.create(httpTypes.stage, "stage", { apiId, name: "prod", autoDeploy: true });
    await here.map({ apiMappingKey: "shop/v1" });
    return here;
  }

  dispose(): Promise<void> {
    return this.served.dispose();
  }

  domainInputs(): Plain {
    return domainInputs(this.served);
  }

  /** An integration that proxies to the backend's `/pets/{petId}`; `more` is put over that. */
  integrate(more: Plain): Promise<Kept> {
    return integrate(this.served, this.api, more);
  }

  route(routeKey: string, { id }: Pick<Kept, "id">): Promise<Kept> {
    const target = `integrations/${id}`;
    return this.served.create(httpTypes.route, routeKey, { apiId: this.api.id, routeKey, target });
  }

  /** A mapping of the stage prod at the domain. */
  map(more: Plain): Promise<Kept> {
    return this.served.create(httpTypes.mapping, "mapping", {
      apiId: this.api.id,
      stage: "prod",
      domainName: this.served.name,
      ...more,
    });
  }
}

function domainInputs({ name, certificateArn, mutualTlsAuthentication }: ServedDomain): Plain {
  return {
    domainName: name,
    domainNameConfiguration: {
      certificateArn,
      endpointType: "REGIONAL",
      securityPolicy: "TLS_1_2",
    },
    mutualTlsAuthentication,
  };
}

function integrate(served: ServedDomain, { id: apiId }: Kept, more: Plain): Promise<Kept> {
  return served.create(httpTypes.integration, "i", {
    apiId,
    integrationType: "HTTP_PROXY",
    integrationMethod: "ANY",
    integrationUri: `${served.backendUrl}/pets/{petId}`,
    ...more,
  });
}
