import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { schemaTarget } from '../../src/verify/kubeconform.ts'
import type { Target } from '../../src/verify/target.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { fakeProgram } from './fake-program.ts'

/** A target whose kubeconform refuses Pods, and the names that it was asked about, a line a run. */
function target(): { readonly validate: Target['validate']; readonly asked: () => string } {
  const folder = temporaryFolder()
  const path = join(folder, 'kubeconform')
  const wrong = { kind: 'Pod', name: 'a', version: 'v1', status: 'statusError', msg: 'wrong' }
  fakeProgram(
    path,
    `cat > ${folder}/input
echo $(sed -n 's/^name: //p' ${folder}/input) >> ${folder}/log
grep -q Broken ${folder}/input && echo 'not JSON' && exit 1
grep -q Pod ${folder}/input && echo '${JSON.stringify({ resources: [wrong] })}' || echo '{}'`,
  )
  const { validate } = schemaTarget('1.36.3', { kubeconform: { path, version: '0.8.0' } })
  return { validate, asked: () => readFileSync(join(folder, 'log'), 'utf8') }
}

const document = (kind: string, name: string): string => `\nkind: ${kind}\nname: ${name}\n`

it('shows kubeconform once what is valid, whatever blank lines are in it', async () => {
  const { validate, asked } = target()
  const [a, b, c] = ['a', 'b', 'c'].map((name) => document('Job', name))
  const texts = [`${a}---${b}`, `${b}\n---\n \n${a}`, `${b}---${c}`]
  const answers = await Promise.all(texts.map((text) => validate({ text, manifests: [] }, {})))
  expect(answers).toEqual([[], [], []])
  expect(asked()).toBe('a b\nc\n')
})

it('shows kubeconform again what is not valid', async () => {
  const { validate, asked } = target()
  const text = document('Pod', 'a')
  for (const _ of [1, 2])
    expect(await validate({ text, manifests: [] }, {})).toMatchObject([{ path: 'Pod/a' }])
  expect(asked()).toBe('a\na\n')
})

it('answers a run whatever became of the one before', async () => {
  const { validate } = target()
  const ask = (kind: string): ReturnType<typeof validate> =>
    validate({ text: document(kind, 'a'), manifests: [] }, {})
  const answers = await Promise.allSettled([ask('Broken'), ask('Job')])
  expect(answers.map(({ status }) => status)).toEqual(['rejected', 'fulfilled'])
})

it('shows kubeconform a mebibyte at a time, since it mixes up documents beyond two', async () => {
  const { validate, asked } = target()
  const large = ['a', 'b', 'c', 'd'].map(
    (name) => `${document('Job', name)}data: ${'x'.repeat(400_000)}\n`,
  )
  expect(await validate({ text: large.join('---'), manifests: [] }, {})).toEqual([])
  expect(asked()).toBe('a b\nc d\n')
})
