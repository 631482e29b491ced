import { readFileSync } from 'node:fs'
import { projectDirectory } from '../default-project.ts'

/** A row of the table of commands in docs/operations.md. */
export interface Command {
  readonly wish: string
  readonly byHand: string
  /** What `verify` says of the next upgrade: the worst for the object; a dash for nothing. */
  readonly helm3: string
  readonly helm4: string
  readonly asValues: string
}

/** The commands of docs/operations.md. */
export function runbook(): readonly Command[] {
  const text = readFileSync(`${projectDirectory}docs/operations.md`, 'utf8')
  const [, table = ''] = text.split('| you want | by hand |')
  const rows = table.split('\n\n')[0]?.split('\n').slice(2) ?? []
  return rows.map((row) => {
    const cells = row.split(' | ').map((cell) => cell.replaceAll(/^\| |`| \|$/g, ''))
    const [wish = '', byHand = '', helm3 = '', helm4 = '', asValues = ''] = cells
    return { wish, byHand, helm3, helm4, asValues }
  })
}
