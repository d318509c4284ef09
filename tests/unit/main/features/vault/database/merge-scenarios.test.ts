import { describe, expect, test } from '@jest/globals';
import { runMergeScenarios } from '../../../../../../bench/vault/merge-scenarios';

const { run, lost, details } = runMergeScenarios();

describe('merging two vaults', () => {
  test.each(details)('$name', ({ problems }) => expect(problems).toEqual([]));

  test('loses nothing in any of the scenarios', () => {
    expect(run).toBeGreaterThanOrEqual(13);
    expect(lost).toBe(0);
  });
});
