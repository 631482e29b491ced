import type { Problem } from '../../errors/chart-error.ts'
import type { ComponentContext } from '../../platform/component.ts'
import { checkWorkload, optionPath, workloadNames } from '../workload/index.ts'
import type { JobModel } from './model.ts'

/** What is wrong with the model of a job. */
export function checkJob(context: ComponentContext, model: JobModel): readonly Problem[] {
  return [
    ...checkWorkload(model, workloadNames(model, context), context),
    ...endlessProblems(model, context),
  ]
}

/** A Job ends when all its containers have, but for sidecars that are native. */
function endlessProblems({ containers }: JobModel, context: ComponentContext): readonly Problem[] {
  return containers
    .filter(({ role }) => role === 'plain')
    .map((one) => ({
      code: 'endless-job',
      path: optionPath(context.name, one, 'native'),
      message: `the job would never end, because ${one.name} does not`,
      hint: 'remove native: false: a native sidecar ends with the job',
    }))
}
