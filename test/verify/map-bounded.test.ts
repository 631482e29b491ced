import { expect, test } from 'vitest'
import { mapBounded } from '../../src/verify/map-bounded.ts'

test('results keep the order of the values, and no more than the limit run at once', async () => {
  let running = 0
  let most = 0
  const results = await mapBounded([5, 1, 4, 2, 3], 2, async (value) => {
    most = Math.max(most, ++running)
    await new Promise((resolve) => setTimeout(resolve, value))
    running--
    return value * 10
  })
  expect(results).toEqual([50, 10, 40, 20, 30])
  expect(most).toBe(2)
})

test('the first failure stops what runs and starts nothing more', async () => {
  const failure = new Error('no')
  const started: number[] = []
  const stopped: unknown[] = []
  const mapping = mapBounded([0, 1, 2, 3], 2, async (value, signal) => {
    started.push(value)
    if (value === 1) throw failure
    await new Promise((resolve) => signal.addEventListener('abort', resolve))
    stopped.push(signal.reason)
  })
  await expect(mapping).rejects.toBe(failure)
  expect(started).toEqual([0, 1])
  expect(stopped).toEqual([failure])
})

test('no values need no worker', async () => {
  expect(await mapBounded([], 4, async () => 1)).toEqual([])
})
