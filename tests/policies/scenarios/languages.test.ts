import { describeScenarios } from "../support/scenarioTable";
import { table } from "./languages.table";

describeScenarios(table);
