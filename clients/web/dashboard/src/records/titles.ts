// Titles in the reader's language, where the plan has one.
import type { Line, Plan } from "@contract/plan_pb";
import { language } from "../words/words";
import { codeOf } from "./line_tree";

export function titleOfLine(line: Line): string {
  return (line.titles[language.value] ?? line.title) || codeOf(line);
}

export function titleOfPlan(plan: Plan): string {
  return (plan.titles[language.value] ?? plan.title) || plan.name.replace("plans/", "");
}
