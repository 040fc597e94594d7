import type { MatrixRow } from "../row";
import { algorithmRows } from "./algorithmRows";
import { domainRows } from "./domainRows";
import { edgeRows } from "./edgeRows";
import { formRows } from "./formRows";
import { handshakeRows } from "./handshakeRows";
import { hostileRows } from "./hostileRows";
import { importRows } from "./importRows";
import { keptRows } from "./keptRows";
import { nameRows } from "./nameRows";
import { sessionRows } from "./sessionRows";
import { timeRows } from "./timeRows";
import { trustRows } from "./trustRows";
import { uploadRows } from "./uploadRows";

/** Every row of the negative matrix, in the order of docs/matrix.md. */
export const matrixRows: readonly MatrixRow[] = [
  ...uploadRows,
  ...importRows,
  ...domainRows,
  ...trustRows,
  ...timeRows,
  ...algorithmRows,
  ...formRows,
  ...handshakeRows,
  ...sessionRows,
  ...keptRows,
  ...nameRows,
  ...hostileRows,
  ...edgeRows,
];
