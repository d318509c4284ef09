import { runMutations } from '../../../../../../bench/vault/mutations';

test('300 files with random changes are opened or refused, each within two seconds', async () => {
  const figures = await runMutations(300);
  expect(figures).toMatchObject({ run: 300, crashes: 0, hangs: 0 });
  // The changes reach all layers: something is found wrong in each, and some files still open.
  for (const answer of ['damaged', 'truncated', 'bad-xml', 'opened']) {
    expect(figures.answers[answer] ?? 0).toBeGreaterThan(0);
  }
});
