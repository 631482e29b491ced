import { relative } from 'node:path'
import { isError, isUnjudged, type Problem } from '../errors/chart-error.ts'

/**
 * Problems as SARIF 2.1.0, which GitHub's code scanning and editors read: what cannot be judged is a
 * note, since it is neither right nor wrong.
 */
export function sarifText(problems: readonly Problem[], version: string): string {
  const rules = [...new Set(problems.map(({ code }) => code))].toSorted()
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'chartwright', version, rules: rules.map((id) => ({ id })) } },
        results: problems.map(result),
      },
    ],
  }
  return `${JSON.stringify(log, undefined, 2)}\n`
}

function result(problem: Problem): object {
  const { code, message, hint, path, option } = problem
  const subject = option ?? path
  const text = `${subject === '' ? '' : `${subject}: `}${message}${hint ? ` (${hint})` : ''}`
  return {
    ruleId: code,
    level: levelOf(problem),
    message: { text },
    ...(problem.file !== undefined && { locations: [location(problem.file, problem)] }),
  }
}

function levelOf(problem: Problem): 'error' | 'warning' | 'note' {
  if (isError(problem)) return 'error'
  return isUnjudged(problem) ? 'note' : 'warning'
}

function location(file: string, { line, column }: Problem): object {
  const uri = encodeURI((relative('', file) || file).replaceAll('\\', '/'))
  const region = line === undefined ? undefined : { startLine: line, startColumn: column ?? 1 }
  return { physicalLocation: { artifactLocation: { uri }, ...(region && { region }) } }
}
