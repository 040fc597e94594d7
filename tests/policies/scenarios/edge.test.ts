import { describeScenarios } from "../support/scenarioTable";
import { table } from "./edge.table";

describeScenarios(table);
