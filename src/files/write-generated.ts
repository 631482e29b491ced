import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import type { Problem } from '../errors/chart-error.ts'
import { isMarked, type Ownership } from './ownership.ts'

/** Why a file may not be written: it is somebody's own. */
export function foreignFile(file: string, ownership: Pick<Ownership, 'mark'>): readonly Problem[] {
  if (!existsSync(file) || isMarked(readFileSync(file, 'utf8'), ownership)) return []
  const message = 'this file is not generated, and would be replaced'
  return [{ code: 'foreign-file', path: file, file, message, hint: 'give it another name' }]
}

/** Writes a generated file that is no tree's. */
export function writeGenerated(file: string, text: string): void {
  writeFileSync(file, text)
}
