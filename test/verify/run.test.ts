import { beforeEach, expect, test } from 'vitest'
import { ChartError } from '../../src/errors/chart-error.ts'
import { run, type ProcessResult } from '../../src/verify/run.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { fakeProgram } from './fake-program.ts'

let program: string

beforeEach(() => {
  program = `${temporaryFolder()}/tool`
})

test('output, error output and exit code come back, whatever the code', async () => {
  fakeProgram(program, 'cat; echo "$1 $WORD"; echo wrong >&2; exit 3')
  const result = await run(program, ['a b'], { input: 'in\n', environment: { WORD: 'word' } })
  expect(result).toEqual({ exitCode: 3, stdout: 'in\na b word', stderr: 'wrong' })
})

test('a program that does not read its input is no error', async () => {
  fakeProgram(program, 'exit 0')
  const { exitCode } = await run(program, [], { input: 'x'.repeat(1_000_000) })
  expect(exitCode).toBe(0)
})

test('a program that hangs is killed', async () => {
  fakeProgram(program, 'exec sleep 60')
  expect(await refusal(run(program, ['template'], { timeout: 100 }))).toEqual({
    code: 'program-too-slow',
    path: program,
    message: `${program} template did not end within 0.1 s`,
    hint: 'run it by hand to see what it waits for',
  })
})

test('a program that is killed says by what', async () => {
  fakeProgram(program, 'kill -SEGV $$')
  expect(await refusal(run(program, []))).toMatchObject({
    code: 'program-failed',
    message: `${program} did not run: it was killed by SIGSEGV`,
  })
})

test('a program that is not there says so', async () => {
  expect(await refusal(run(program, []))).toMatchObject({
    code: 'program-failed',
    message: `${program} did not run: spawn ${program} ENOENT`,
  })
})

test('a program that is stopped ends with the reason', async () => {
  fakeProgram(program, 'exec sleep 60')
  const reason = new Error('another one failed')
  const stop = new AbortController()
  setTimeout(() => stop.abort(reason), 50)
  await expect(run(program, [], { signal: stop.signal })).rejects.toBe(reason)
})

async function refusal(result: Promise<ProcessResult>): Promise<unknown> {
  const error: unknown = await result.catch((thrown: unknown) => thrown)
  return error instanceof ChartError ? error.problems[0] : error
}
