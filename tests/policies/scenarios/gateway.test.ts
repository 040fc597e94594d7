import { describeScenarios } from "../support/scenarioTable";
import { table } from "./gateway.table";

describeScenarios(table);
