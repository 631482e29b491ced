import { join } from 'node:path'
import type { Problem } from '../errors/chart-error.ts'
import { oneLine } from '../errors/one-line.ts'
import { schemaFindings } from './schema-findings.ts'

/**
 * Turns what Helm says of a chart into problems: one for each value that the schema refuses, else
 * one with the template's place. Helm 3 and Helm 4 word the same error differently.
 */
export function helmProblems(said: string, chart: string): readonly Problem[] {
  const message = said
    .replace(/^Error: /, '')
    .replace(/\n+Use --debug flag to render out invalid YAML\s*$/, '')
    .trim()
  if (/^(values don't meet|- at ')/.test(message)) return schemaProblems(message, chart)
  for (const { code, pattern, describe } of forms) {
    const match = pattern.exec(message)
    if (match) return [{ code, ...describe(match.groups ?? {}) }]
  }
  return [{ code: 'helm-error', path: 'helm', message: oneLine(message) }]
}

/** Helm names a template by its chart; people look for it in the directory. */
export function inDirectory(
  problem: Problem,
  { name, directory }: { readonly name: string; readonly directory: string },
): Problem {
  const toFile = (path: string): string =>
    path.startsWith(`${name}/`) ? join(directory, path.slice(name.length + 1)) : path
  if (problem.file === undefined) return problem
  return { ...problem, file: toFile(problem.file), path: toFile(problem.path) }
}

interface Form {
  readonly code: string
  readonly pattern: RegExp
  readonly describe: (parts: Readonly<Record<string, string>>) => Omit<Problem, 'code'>
}

const forms: readonly Form[] = [
  {
    code: 'kubernetes-refused',
    pattern: /^chart requires kubeVersion: (?<range>.*) which is incompatible with (?<version>.*)$/,
    describe: ({ range, version }) => ({
      path: 'Chart.yaml kubeVersion',
      message: `${range} leaves out ${version}`,
      hint: 'widen kubeVersion, or verify for other versions of Kubernetes',
    }),
  },
  {
    code: 'template-refuses',
    pattern: /^execution error at \((?<file>[^:]+):(?<line>\d+):(?<column>\d+)\): (?<reason>.*)$/s,
    describe: (parts) => ({ ...place(parts), message: parts['reason'] ?? '' }),
  },
  {
    code: 'template-error',
    pattern:
      /^(?:template: )?(?<file>[^:\s]+):(?<line>\d+):(?<column>\d+):?\s+executing "[^"]*" at (?<expression><.*?>):\s+(?<reason>.*)$/s,
    describe: (parts) => ({
      ...place(parts),
      message: `${parts['expression']}: ${oneLine(parts['reason'] ?? '')}`,
    }),
  },
  {
    code: 'template-syntax',
    pattern: /^parse error at \((?<file>[^:]+):(?<line>\d+)\): (?<reason>.*)$/s,
    describe: (parts) => ({ ...place(parts), message: oneLine(parts['reason'] ?? '') }),
  },
  {
    code: 'rendered-yaml',
    pattern:
      /^YAML parse error on (?<file>\S+): .*?yaml: (?:line (?<number>\d+): )?(?<reason>.*)$/s,
    describe: (parts) => ({
      ...place(parts),
      message: `does not render YAML: ${oneLine(parts['reason'] ?? '')}`,
      hint: `see line ${parts['number'] ?? 1} of what it renders`,
    }),
  },
  {
    code: 'values-file',
    pattern:
      /^failed to parse (?<file>[^:]+): .*?(?:yaml|json): (?:line (?<line>\d+): )?(?<reason>.*)$/s,
    describe: (parts) => ({ ...place(parts), message: oneLine(parts['reason'] ?? '') }),
  },
]

function place({ file = '', line, column }: Readonly<Record<string, string>>): {
  readonly path: string
  readonly file: string
  readonly line?: number
  readonly column?: number
} {
  return {
    path: file,
    file,
    ...(line !== undefined && { line: Number(line) }),
    ...(column !== undefined && { column: Number(column) }),
  }
}

/** Below the name of each chart that refuses its values, what it refuses. */
function schemaProblems(message: string, chart: string): readonly Problem[] {
  return message.split(/^(?=\S+:$)/m).flatMap((section) => {
    const [, name = chart] = /^(\S+):$/m.exec(section) ?? []
    const parent = name === chart ? [] : [name]
    return schemaFindings(section).map(({ path, message: refusal }) => ({
      code: 'values-schema',
      path: [...parent, path].filter((part) => part !== '').join('.'),
      message: refusal,
    }))
  })
}
