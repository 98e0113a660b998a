import type {ModelContract} from "../contracts.ts";
import type {Settings} from "../settings.ts";

/** What building a table may cost before the build warns. */
export interface Budget {
  seconds: number;
  /** Of its Parquet where it is published, else of its storage. */
  bytes: number;
}

export interface Cost {
  id: string;
  seconds: number;
  bytes: number | null;
}

/** The budget of a model: that of its contract, else that of the settings. */
export const budgetOf = (
  {budget}: Pick<ModelContract, "budget">,
  {modelBudget}: Pick<Settings, "modelBudget">
): Budget => ({
  ...modelBudget,
  ...budget
});

/** What a table exceeds, in words; nothing where it keeps within. */
export function describeExcess({id, seconds, bytes}: Cost, budget: Budget): string[] {
  const megabytes = (value: number) => `${(value / 1e6).toFixed(2)} MB`;
  return [
    ...(seconds > budget.seconds ? [`${id} took ${seconds.toFixed(2)} s, its budget is ${budget.seconds} s`] : []),
    ...(bytes !== null && bytes > budget.bytes
      ? [`${id} has ${megabytes(bytes)}, its budget is ${megabytes(budget.bytes)}`]
      : [])
  ];
}
