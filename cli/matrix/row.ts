import type { RuleId, Standing } from "@mtls-gateway/pki";
import type { Call, TlsVersion } from "./clients/call";
import type { MatrixWorld } from "./world/matrixWorld";

/** Where a row is decided. */
export type Layer = "upload" | "import" | "domain" | "handshake" | "gateway" | "edge";

/** Who tries a row. `raw` is a hand-made ClientHello, for what no installed library offers. */
export type ClientName = "Node" | "curl" | "openssl" | "raw";

/**
 * What came of it: an HTTP status; `closed` is a completed handshake and a connection closed in good order with no
 * answer; `no handshake` an alert, or the end of the connection, before any answer; `handshake` a ServerHello. `taken` and
 * `refused` are AWS's answers to an upload, an import or a domain.
 */
export type Outcome = number | "closed" | "no handshake" | "handshake" | "taken" | "refused";

/** One answer, with what the log (or AWS's message) says of it. */
export interface Seen {
  outcome: Outcome;
  /** Rules of the catalogue that are named, sorted. */
  rules: readonly string[];
  /** Reason in the data plane's log, or the text of AWS's answer; "" when there is none. */
  reason: string;
}

/** What every row says of itself; docs/matrix.md is made of it. */
export interface RowFacts {
  /** Unique, `area/what`. */
  id: string;
  /** What is tried. */
  tried: string;
  layer: Layer;
  expected: Outcome;
  /** Exactly the rules that are named. @default none */
  rules?: readonly RuleId[];
  /** Rules that decide it although AWS's words do not name them. @default none */
  unsaid?: readonly RuleId[];
  /** A part of the reason. @default the reason is not looked at */
  reason?: string;
  /** On whose word the expectation rests. */
  standing: Standing;
}

/** One HTTPS request, made by every client in every version of TLS. */
export interface RequestRow extends RowFacts {
  kind: "request";
  /** Of Node, curl and openssl those that cannot try it, and why not. @default none */
  except?: Readonly<Partial<Record<ClientName, string>>>;
  /** @default both */
  versions?: readonly TlsVersion[];
  /** Whose log gives the reason. @default "edge" for rows of the edge, else "gateway" */
  log?: "gateway" | "edge";
  call(world: MatrixWorld): Call | Promise<Call>;
}

/** Something that is given to AWS: a truststore, a certificate, a domain. */
export interface GivenRow extends RowFacts {
  kind: "given";
  give(world: MatrixWorld): Promise<Seen>;
}

/** A scene of several steps, by one client; in each version of TLS where it says so. */
export interface SceneRow extends RowFacts {
  kind: "scene";
  /** @default Node */
  client?: ClientName;
  /** @default none: TLS is no part of it, or one version is fixed by the row */
  versions?: readonly TlsVersion[];
  play(world: MatrixWorld, version: TlsVersion | undefined): Promise<Seen>;
}

export type MatrixRow = RequestRow | GivenRow | SceneRow;
