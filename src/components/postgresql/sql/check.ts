import type { Problem } from '../../../errors/chart-error.ts'
import { didYouMean } from '../../../errors/suggestion.ts'
import { formatPath } from '../../../helm/yaml/yaml-path.ts'
import type { ComponentContext } from '../../../platform/component.ts'
import { bytesOf, entryFaults } from '../../../platform/entry-faults.ts'
import { configMapLimit, type ProjectFile } from '../../../platform/project-files.ts'
import { sqlRead, type SqlOptions, sqlSources } from './model.ts'

/** What the ConfigMap of the Job holds beside the Job's own scripts. */
const mostBytes = configMapLimit - 65_536

/** What is wrong with the SQL files of a server: whose they are, and what there is of them. */
export function sqlProblems(model: SqlOptions, context: ComponentContext): readonly Problem[] {
  const accounts = context.accounts.map((account) => account.name)
  const pathOf = (...rest: readonly string[]) =>
    formatPath(['components', context.name, 'sql', ...rest])
  return [
    ...Object.keys(model.sql ?? {}).flatMap((account) => {
      const problems = accounts.includes(account)
        ? sqlSources(model, account).flatMap((source) => sourceFaults(source, context))
        : [unknownAccount(account, accounts, context.name)]
      return problems.map((problem) => ({ ...problem, path: pathOf(account) }))
    }),
    ...sizeFaults(model, context).map((problem) => ({ ...problem, path: pathOf() })),
  ]
}

type Fault = Omit<Problem, 'path'>

function unknownAccount(account: string, accounts: readonly string[], store: string): Fault {
  return {
    code: 'unknown-account',
    message: `nobody has the account ${account} in ${store}, so there is no database for these files`,
    hint: didYouMean(account, accounts, `the accounts are: ${accounts.join(', ') || 'none'}`),
  }
}

function sourceFaults(source: string, { files }: ComponentContext): readonly Fault[] {
  const faults = entryFaults(source, files)
  const entry = files.get(source)
  if (!entry || 'fault' in entry) return faults
  if ('file' in entry) return notText(source, entry.file)
  const all = [...entry.folder].filter(([name]) => name.endsWith('.sql'))
  if (all.length > 0) return all.flatMap(([name, file]) => notText(`${source}/${name}`, file))
  return [
    {
      code: 'no-sql-files',
      message: `${source} has no file that ends with .sql`,
      hint: 'put SQL files into the directory, or name a file',
    },
  ]
}

function notText(path: string, { form }: ProjectFile): readonly Fault[] {
  if (form === 'text') return []
  return [
    {
      code: 'sql-encoding',
      message: `${path} is no text in UTF-8`,
      hint: 'write it in UTF-8, without control characters',
    },
  ]
}

function sizeFaults(model: SqlOptions, { files }: ComponentContext): readonly Fault[] {
  const all = [...new Set(sqlRead(model))].map((source) => bytesOf(files.get(source)))
  const sum = all.reduce((a, b) => a + b, 0)
  if (sum <= mostBytes) return []
  return [
    {
      code: 'files-too-large',
      message: `the SQL files have ${sum} bytes together, and the ConfigMap of the Job holds ${mostBytes} of them`,
      hint: 'load large data by a migration or a job, from its own image',
    },
  ]
}
