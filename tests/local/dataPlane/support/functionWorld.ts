import { readFileSync } from "node:fs";
import type { FunctionView, RestApiView } from "@mtls-gateway/local/dist/dataPlane/index";
import { apiId, region } from "./fakeAccount";
import { World } from "./world";

export const functionArn = `arn:aws:lambda:${region}:123456789012:function:who`;
export const invokeArn = `arn:aws:apigateway:${region}:lambda:path/2015-03-31/functions/${functionArn}/invocations`;

/** Lets API Gateway call the function for every method of the API. */
export const everyMethod = {
  action: "lambda:InvokeFunction",
  principal: "apigateway.amazonaws.com",
  sourceArn: `arn:aws:execute-api:${region}:123456789012:${apiId}/*/*`,
};

/** A world whose API hands `/things/{id}` and `/` to a function. */
export class FunctionWorld {
  private revision = 0;

  private constructor(readonly world: World) {}

  static async create(): Promise<FunctionWorld> {
    const here = new FunctionWorld(await World.create());
    await here.integrate();
    return here;
  }

  close(): Promise<void> {
    return this.world.close();
  }

  /** Puts the function's code in place: a handler's text, or files. */
  deploy(code: string | Record<string, string>, more: Partial<FunctionView> = {}): Promise<void> {
    const files = typeof code === "string" ? { "index.js": code } : code;
    return this.world.change((account) => {
      account.functionEvents = [];
      const view: FunctionView = {
        arn: functionArn,
        name: "who",
        region,
        revision: String((this.revision += 1)),
        runtime: "nodejs22.x",
        handler: "index.handler",
        timeout: 3,
        memorySize: 128,
        environment: {},
        logGroupName: "/aws/lambda/who",
        permissions: [everyMethod],
        files: () =>
          Object.entries(files).map(([path, text]) => ({
            path,
            content: Buffer.from(text),
            executable: false,
          })),
        ...more,
      };
      account.functionList = [view];
    });
  }

  /** Puts an integration behind the API's two paths; `more` is put over what AWS_PROXY needs. */
  integrate(
    more: object = {},
    document: object = {},
    api: Partial<RestApiView> = {},
  ): Promise<void> {
    const integration = { type: "AWS_PROXY", httpMethod: "POST", uri: invokeArn, ...more };
    const any = {
      "x-amazon-apigateway-any-method": { "x-amazon-apigateway-integration": integration },
    };
    return this.world.change((account) => {
      const paths = { "/": any, "/things/{id}": any };
      account.apiList = [account.api({ openapi: "3.0.1", paths, ...document }, api)];
    });
  }

  /** What the function's log has, without what differs from one time to the next. */
  get log(): string[] {
    return this.world.account.functionEvents.map(([, message]) =>
      message
        .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "ID")
        .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "TIME")
        .replace(/[\d.]+ ms/g, "N ms")
        .replace(/Used: \d+ MB/, "Used: N MB"),
    );
  }
}

/** True while the process is there and runs. */
export function isAlive(pid: number): boolean {
  try {
    // A zombie that nobody has waited for yet is gone.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}
