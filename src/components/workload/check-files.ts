import type { Problem } from '../../errors/chart-error.ts'
import type { ComponentContext } from '../../platform/component.ts'
import { bytesOf, entryFaults } from '../../platform/entry-faults.ts'
import { configMapLimit } from '../../platform/project-files.ts'
import type { EdgeContainer } from '../../platform/edge.ts'
import type { Mounting } from './containers/model.ts'
import { optionPath } from './containers/option-path.ts'
import { entryOf, fileSources } from './files.ts'
import type { FileSource, WorkloadModel } from './model.ts'

/** What is wrong with the files of a workload: where they are to be, and what there is of them. */
export function fileProblems(model: WorkloadModel, context: ComponentContext): readonly Problem[] {
  return [
    ...[model, ...model.containers].flatMap((one) => containerProblems(one, context)),
    ...sizeProblems(model, context),
  ]
}

function containerProblems(
  one: Mounting & Partial<EdgeContainer>,
  context: ComponentContext,
): readonly Problem[] {
  return Object.entries(one.files).flatMap(([path, source]) =>
    [...pathProblems(path, one), ...faultsOf(source, context)].map((problem) => ({
      ...problem,
      path: optionPath(context.name, one, 'files', path),
    })),
  )
}

type Fault = Omit<Problem, 'path'>

/** Kubernetes keeps names that begin with two dots for itself, and takes no colon. */
const mountable = /^(\/(?!\.(\/|$)|\.\.)[^/:]+)+$/

function pathProblems(path: string, { files, writable, mounts }: Mounting): readonly Fault[] {
  if (!mountable.test(path)) {
    return [
      {
        code: 'file-path',
        message: `"${path}" cannot be mounted at`,
        hint: 'write an absolute path without a slash at its end, such as /etc/app/app.conf',
      },
    ]
  }
  const around = Object.keys(files).find((other) => path.startsWith(`${other}/`))
  const within = [...writable, ...mounts].find(
    (one) => one.path === path || one.path.startsWith(`${path}/`),
  )
  return [
    ...(around === undefined
      ? []
      : [
          {
            code: 'file-overlap',
            message: `${path} lies in ${around}, which is mounted, too`,
            hint: `put the file into the directory that is mounted at ${around}`,
          },
        ]),
    ...(within === undefined
      ? []
      : [
          {
            code: 'file-overlap',
            message: `${within.path} is writable, and what is mounted at ${path} is read-only`,
            hint: 'mount one of them elsewhere',
          },
        ]),
  ]
}

function faultsOf(source: FileSource, context: ComponentContext): readonly Fault[] {
  return typeof source === 'string' ? entryFaults(source, context.files) : []
}

function sizeProblems(model: WorkloadModel, context: ComponentContext): readonly Problem[] {
  const sizes = fileSources(model).map((source) => bytesOf(entryOf(source, context)))
  const sum = sizes.reduce((a, b) => a + b, 0)
  if (sum <= configMapLimit) return []
  return [
    {
      code: 'files-too-large',
      path: optionPath(context.name, {}, 'files'),
      message: `the files have ${sum} bytes together, and a ConfigMap holds ${configMapLimit} (1 MiB)`,
      hint: 'what is larger belongs into the image, or on a volume',
    },
  ]
}
