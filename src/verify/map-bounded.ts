/** Maps with at most `limit` calls under way, in order; the first failure stops the rest. */
export async function mapBounded<T, R>(
  values: readonly T[],
  limit: number,
  change: (value: T, signal: AbortSignal) => Promise<R>,
): Promise<readonly R[]> {
  const results: R[] = []
  const stop = new AbortController()
  const queue = values.entries()
  const work = async (): Promise<void> => {
    for (const [index, value] of queue) {
      if (stop.signal.aborted) return
      results[index] = await change(value, stop.signal)
    }
  }
  const workers = Array.from({ length: Math.max(1, limit) }, work)
  try {
    await Promise.all(workers)
  } catch (error) {
    stop.abort(error)
    await Promise.allSettled(workers)
    throw error
  }
  return results
}
