/**
 * Vitest for mutation testing of src/billing: its own tests only, properties with fewer runs.
 *
 * A mutant is caught by the first run that notices it; a thousand more would only take longer.
 */
import { defineConfig } from 'vitest/config';

const RUNS = 60;

export default defineConfig({
  plugins: [
    {
      name: 'fewer-runs',
      transform: (code, path) =>
        path.includes('/test/') ? code.replaceAll(/numRuns: [0-9_]+/g, `numRuns: ${RUNS}`) : null,
    },
  ],
  test: { include: ['test/billing/**/*.test.ts'], testTimeout: 60_000 },
});
