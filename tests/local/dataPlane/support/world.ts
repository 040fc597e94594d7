import assert from "node:assert/strict";
import type { TLSSocket } from "node:tls";
import {
  startDataPlane,
  type DataPlane,
  type DataPlaneOptions,
  type LogEntry,
  type OriginView,
} from "@mtls-gateway/local/dist/dataPlane/index";
import { actor, inAcm, type Actor } from "./actors";
import { ask, handshake, type Answer, type Call } from "./client";
import { FakeAccount } from "./fakeAccount";

export const guarded = "api.example.com";
export const open = "open.example.com";
export const edge = "d111111abcdef8.cloudfront.net";

/** The walk-through's account with its data plane: a domain with mutual TLS, one without, and a distribution in front of the first. */
export class World {
  private constructor(
    readonly account: FakeAccount,
    readonly plane: DataPlane,
    readonly root: Actor,
    readonly client: Actor,
  ) {}

  static async create(options: DataPlaneOptions = {}): Promise<World> {
    const account = await FakeAccount.create();
    const root = await actor({ commonName: "MyRootCA", ca: true });
    const client = await actor({ commonName: "my-client", issuer: root });
    const domain = await account.domain(guarded, [root]);
    account.apiList = [account.petStore()];
    account.domainList = [domain, await account.domain(open)];
    account.records = { [guarded]: domain.regionalDomainName };
    account.distributionList = [account.distribution(guarded, inAcm(client, [root]))];
    return new World(account, await startDataPlane(account, options), root, client);
  }

  close(): Promise<void> {
    return this.plane.close();
  }

  /** A call to the gateway; by default to the guarded domain with nothing in hand. */
  call(call: Partial<Call> = {}): Call {
    const ca = this.account.publicCa.certificatePem;
    return { port: this.plane.gatewayPort, name: guarded, ca, ...call };
  }

  ask(call: Partial<Call> = {}): Promise<Answer> {
    return ask(this.call(call));
  }

  askEdge(call: Partial<Call> = {}): Promise<Answer> {
    return this.ask({ port: this.plane.edgePort, name: edge, ...call });
  }

  handshake(call: Partial<Call> = {}): Promise<TLSSocket> {
    return handshake(this.call(call));
  }

  /** Log entries that `act` adds. */
  async logged(act: () => Promise<unknown>): Promise<LogEntry[]> {
    const before = this.plane.log.length;
    await act();
    return this.plane.log.slice(before);
  }

  /** Status and X-Cache of the edge's answer, and its reason in the log. */
  async edgeOutcome(path = "/pets"): Promise<[number, unknown, string]> {
    let answer: Answer | undefined;
    const entries = await this.logged(async () => (answer = await this.askEdge({ path })));
    const [entry, ...more] = entries.filter(({ listener }) => listener === "edge");
    assert.equal(more.length, 0);
    return [answer?.status ?? 0, answer?.headers["x-cache"], entry?.reason ?? ""];
  }

  /** Changes every origin of the distribution. */
  changeOrigin(change: Partial<OriginView>): Promise<void> {
    return this.change((account) => {
      for (const distribution of account.distributionList) {
        distribution.origins = distribution.origins.map((origin) => ({ ...origin, ...change }));
      }
    });
  }

  /** Changes the account and waits until the listeners serve the change. */
  async change(mutate: (account: FakeAccount) => void): Promise<void> {
    this.account.change(() => {
      mutate(this.account);
    });
    await this.plane.settled();
  }
}
