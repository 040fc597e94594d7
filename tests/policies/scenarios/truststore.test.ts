import { describeScenarios } from "../support/scenarioTable";
import { table } from "./truststore.table";

describeScenarios(table);
