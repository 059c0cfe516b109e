/**
 * Scenario directory: the scenario files directly in a directory, in the order of their names.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { byCodeUnit } from '../billing/code-unit-order.ts';
import { UnusableRequest } from './complaint.ts';

/**
 * The paths of the `*.yaml` files in a directory, without those in its subdirectories.
 *
 * @throws {UnusableRequest} when there is no such directory, or no such file in it
 */
export function scenarioFilesIn(directory: string): readonly string[] {
  const names = namesIn(directory).filter((name) => name.endsWith('.yaml'));
  if (names.length === 0) {
    throw new UnusableRequest(
      `${directory} has no scenario (*.yaml) in it. Name a directory that has some.`,
    );
  }
  return names.sort(byCodeUnit).map((name) => join(directory, name));
}

function namesIn(directory: string): string[] {
  try {
    return readdirSync(directory, { withFileTypes: true })
      .filter((entry) => !entry.isDirectory())
      .map(({ name }) => name);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UnusableRequest(
      `${directory} cannot be read: ${reason}. Name a directory with scenarios in it.`,
    );
  }
}
