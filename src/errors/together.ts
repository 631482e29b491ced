import { ChartError, type Problem } from './chart-error.ts'

type Results<T extends readonly Promise<unknown>[]> = {
  readonly [K in keyof T]: Awaited<T[K]>
}

/** Waits for all, and throws a ChartError with the problems of all that failed. */
export async function together<const T extends readonly Promise<unknown>[]>(
  promises: T,
): Promise<Results<T>> {
  const problems = (await Promise.allSettled(promises)).flatMap(problemsOf)
  if (problems.length > 0) throw new ChartError(problems)
  return Promise.all(promises)
}

function problemsOf(result: PromiseSettledResult<unknown>): readonly Problem[] {
  if (result.status === 'fulfilled') return []
  if (result.reason instanceof ChartError) return result.reason.problems
  throw result.reason
}
