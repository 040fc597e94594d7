import { RecordingBackend } from "./recordingBackend";
import { World } from "./world";

/** A world whose API has one path, and a backend behind it at `http://backend.example.net`. */
export class IntegrationWorld {
  private constructor(
    readonly world: World,
    readonly backend: RecordingBackend,
  ) {}

  static async create(): Promise<IntegrationWorld> {
    const backend = await RecordingBackend.start();
    const base = `http://127.0.0.1:${backend.port}/base`;
    const world = await World.create({ backends: { "backend.example.net": base } });
    return new IntegrationWorld(world, backend);
  }

  async close(): Promise<void> {
    await this.world.close();
    this.backend.close();
  }

  /** Forgets what the backend saw and lets it answer `hello`. */
  reset(): void {
    this.backend.seen = [];
    this.backend.reply = (response) => {
      const headers = { "Content-Type": "text/plain", "X-Backend": "yes", Connection: "close" };
      response.writeHead(200, headers).end("hello");
    };
  }

  /** Deploys one operation for every method of `path`. */
  deploy(integration: object, path = "/things/{id}", operation: object = {}): Promise<void> {
    return this.world.change((account) => {
      const any = { ...operation, "x-amazon-apigateway-integration": integration };
      const definition = {
        openapi: "3.0.1",
        paths: { [path]: { "x-amazon-apigateway-any-method": any } },
      };
      account.apiList = [account.api(definition)];
      for (const stage of account.apiList.flatMap(({ stages }) => stages)) {
        stage.variables = { colour: "blue" };
      }
    });
  }
}

/** An HTTP integration with a mapping of every kind. */
export const httpIntegration = {
  type: "HTTP",
  httpMethod: "POST",
  uri: "http://backend.example.net/v1/${stageVariables.colour}/{id}?fixed=1",
  requestParameters: {
    "integration.request.path.id": "method.request.path.id",
    "integration.request.querystring.page": "method.request.querystring.page",
    "integration.request.querystring.none": "method.request.querystring.none",
    "integration.request.header.X-Caller": "method.request.header.X-Mine",
    "integration.request.header.X-Static": "'fixed'",
    "integration.request.header.X-Stage": "context.stage",
    "integration.request.header.X-Name": "method.request.body.name",
  },
  responses: {
    "2\\d{2}": {
      statusCode: "201",
      responseParameters: {
        "method.response.header.X-From": "integration.response.header.X-Backend",
        "method.response.header.X-Fixed": "'static'",
      },
    },
    "404": { statusCode: 404, responseTemplates: { "application/json": '{"gone": true}' } },
  },
};
