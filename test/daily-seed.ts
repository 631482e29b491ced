/**
 * Seed of the long random tests: another one each day, so that a failure stays until it is mended;
 * CHARTWRIGHT_SEED sets it.
 */
export const dailySeed = Number(
  process.env['CHARTWRIGHT_SEED'] ?? Math.floor(Date.now() / 86_400_000),
)
