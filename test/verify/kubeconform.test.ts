import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { schemaTarget } from '../../src/verify/kubeconform.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { fakeProgram } from './fake-program.ts'

it('asks kubeconform once for manifests that differ in blank lines only', async () => {
  const folder = temporaryFolder()
  const path = join(folder, 'kubeconform')
  const answer = { kind: 'Pod', name: 'a', version: 'v1', status: 'statusError', msg: 'wrong' }
  fakeProgram(
    path,
    `echo asked >> ${folder}/log\necho '${JSON.stringify({ resources: [answer] })}'`,
  )
  const { validate } = schemaTarget('1.36.3', { kubeconform: { path, version: '0.8.0' } })
  const texts = ['kind: Pod\n---\nkind: Pod\n', 'kind: Pod\n\n---\n \nkind: Pod\n', 'kind: Job\n']
  const answers = await Promise.all(texts.map((text) => validate({ text, manifests: [] }, {})))
  expect(answers).toMatchObject(texts.map(() => [{ path: 'Pod/a' }]))
  expect(readFileSync(join(folder, 'log'), 'utf8')).toBe('asked\n'.repeat(2))
})
