const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Runs an action that Ctrl-C and the like do not cut short: they take effect when it is over. */
export async function holdSignals<T>(action: () => T): Promise<T> {
  const held = new Set<NodeJS.Signals>()
  const hold = (signal: NodeJS.Signals): unknown => held.add(signal)
  for (const signal of signals) process.on(signal, hold)
  try {
    return action()
  } finally {
    await new Promise(setImmediate) // only now does Node say which signals came
    for (const signal of signals) process.off(signal, hold)
    for (const signal of held) if (isUnheard(signal)) process.kill(process.pid, signal)
  }
}

/** Nobody else has heard the signal, so its default is due: to end this process. */
function isUnheard(signal: NodeJS.Signals): boolean {
  return process.listenerCount(signal) === 0
}
