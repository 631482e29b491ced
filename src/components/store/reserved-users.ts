import type { Problem } from '../../errors/chart-error.ts'
import type { ComponentContext } from '../../platform/component.ts'

/** Clients that would be a user whom the server has already; `why` ends the sentence about one. */
export function reservedUserProblems(
  { name, accounts }: ComponentContext,
  reserved: readonly string[],
  why: (user: string) => string,
  becomes = 'that of its user',
): readonly Problem[] {
  return accounts
    .filter((account) => reserved.includes(account.name))
    .map((account) => ({
      code: 'reserved-user-name',
      path: `components.${account.clients[0]?.name}`,
      message: `${account.name} cannot use ${name}: ${why(account.name)}`,
      hint: `give the component, or its account, another name: it becomes ${becomes}`,
    }))
}
