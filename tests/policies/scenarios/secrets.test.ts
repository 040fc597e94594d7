import { describeScenarios } from "../support/scenarioTable";
import { table } from "./secrets.table";

describeScenarios(table);
