import { expect } from 'vitest'
import { ask, type Driver, whyNotDriver } from './clients.ts'

/** The drivers beside Python's: each reads the variables by default, and its CA in code. */
const drivers: readonly Driver[] = [
  { name: 'cassandra-driver (Node.js)', language: 'node' },
  { name: 'gocql', language: 'go' },
  { name: 'java-driver-core', language: 'java' },
]

type Environment = Readonly<Record<string, string>>

const here = drivers.filter((driver) => whyNotDriver(driver) === '')

/** Holds each driver to keep a row and find it, and to be kept out of what is not its client's. */
export async function expectLetIn(environment: Environment): Promise<void> {
  for (const driver of here)
    expect([driver.name, await ask(driver, environment)]).toEqual([
      driver.name,
      { seen: { name: 'lamp', refused: expect.stringMatching(/no SELECT permission/) } },
    ])
}

/** Holds each driver to say this, and no more. */
export async function expectRefused(environment: Environment, words: RegExp): Promise<void> {
  for (const driver of here)
    expect([driver.name, await ask(driver, environment)]).toEqual([
      driver.name,
      { error: expect.stringMatching(words) },
    ])
}
