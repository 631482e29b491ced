import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readPrivate, writePrivate } from '../../src/files/private-file.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const modeOf = (file: string): number => statSync(file).mode & 0o777

test('a file is made for its owner alone, whatever the umask', () => {
  const file = join(temporaryFolder({}), 'secrets.yaml')
  const before = process.umask(0)
  try {
    writePrivate(file, 'a')
  } finally {
    process.umask(before)
  }
  expect(modeOf(file)).toBe(0o600)
  expect(readPrivate(file)).toBe('a')
})

test('a file is replaced whole, and nothing else is left', () => {
  const folder = temporaryFolder({})
  const file = join(folder, 'secrets.yaml')
  writePrivate(file, 'a')
  writePrivate(file, 'b')
  expect(readFileSync(file, 'utf8')).toBe('b')
  expect(readdirSync(folder)).toEqual(['secrets.yaml'])
})

test.each([
  ['a link', 'it is a symbolic link', (file: string) => symlinkSync('elsewhere', file)],
  ['a folder', 'it is no regular file', (file: string) => mkdirSync(file)],
  [
    'a file for all',
    'others may read or write it (mode 644)',
    (file: string) => {
      writeFileSync(file, 'old')
      chmodSync(file, 0o644)
    },
  ],
])('%s is neither read nor written', (_, why, make) => {
  const folder = temporaryFolder({})
  const file = join(folder, 'secrets.yaml')
  make(file)
  expect(() => readPrivate(file)).toThrow(why)
  expect(() => writePrivate(file, 'new')).toThrow(why)
  expect(readdirSync(folder)).toEqual(['secrets.yaml'])
})

test('a folder that is missing is an error that leaves nothing', () => {
  const folder = temporaryFolder({})
  expect(() => writePrivate(join(folder, 'none/secrets.yaml'), 'a')).toThrow(
    'the secrets cannot be written: no such folder',
  )
  expect(readdirSync(folder)).toEqual([])
})
