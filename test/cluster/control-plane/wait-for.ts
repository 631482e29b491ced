import { setTimeout as sleep } from 'node:timers/promises'

/** How long something may take. */
export interface Patience {
  /** Milliseconds. Default: 120 s. */
  readonly within?: number
  /** Milliseconds between two looks. Default: 100. */
  readonly every?: number
}

/** Looks again and again until the probe gives something; throws with its last error when it does not in time. */
export async function waitFor<T>(
  what: string,
  probe: () => Promise<T | undefined | false>,
  { within = 120_000, every = 100 }: Patience = {},
): Promise<T> {
  const deadline = Date.now() + within
  let reason: unknown
  while (Date.now() < deadline) {
    try {
      const found = await probe()
      if (found !== undefined && found !== false) return found
    } catch (error) {
      reason = error
    }
    await sleep(every)
  }
  throw new Error(`no ${what} within ${within / 1000} s`, { cause: reason })
}
