/** Something whose time is measured. */
export type Task = () => unknown

/** The median time of each task, in milliseconds. */
export type Medians = (task: string) => number

/**
 * Runs all tasks in turns, so that whatever else the machine does meets each of them alike. The first
 * turn does not count: in it, code is compiled and files come into the cache.
 */
export async function interleaved(
  tasks: ReadonlyMap<string, Task>,
  turns: number,
  onTurn: (turn: number) => void,
): Promise<Medians> {
  const times = new Map<string, number[]>([...tasks.keys()].map((name) => [name, []]))
  for (let turn = 0; turn <= turns; turn += 1) {
    onTurn(turn)
    for (const [name, task] of tasks) {
      const milliseconds = await timed(task)
      if (turn > 0) times.get(name)?.push(milliseconds)
    }
  }
  return (name) => median(times.get(name) ?? [])
}

/** A task runs again and again for so many milliseconds of a turn: the first runs of code are slow. */
const slice = 500

/** The median time of a task in one turn. */
async function timed(task: Task): Promise<number> {
  const times: number[] = []
  const began = performance.now()
  do {
    const started = performance.now()
    await task()
    times.push(performance.now() - started)
  } while (performance.now() - began < slice)
  return median(times)
}

/** The middle of some numbers, or that of the two in the middle. */
export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  const [low = Number.NaN, high = low] = sorted.slice(Math.ceil(middle) - 1, Math.floor(middle) + 1)
  return (low + high) / 2
}
