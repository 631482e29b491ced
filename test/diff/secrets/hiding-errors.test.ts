import { expect, it } from 'vitest'
import { hidingErrors } from '../../../src/diff/secrets/hide-secrets.ts'
import { ChartError } from '../../../src/errors/chart-error.ts'

it('errors tell no secret of the values that they are about', async () => {
  const values = { smtp: { pass: 'hunter2222' }, db: { url: 'pg://a:hunter3333@db' } }
  const fails = (): never => {
    throw new ChartError([
      { code: 'a', path: 'a', message: 'bad hunter2222', hint: 'not pg://a:hunter3333@db' },
    ])
  }
  await expect(hidingErrors({ values, schema: {} }, fails)).rejects.toMatchObject({
    problems: [{ code: 'a', path: 'a', message: 'bad <secret>', hint: 'not pg://a:<secret>@db' }],
  })
})
