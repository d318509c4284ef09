import type { CredentialOffer } from '../../../../../src/main/features/vault/keeper/keeper.contract';
import type { CredentialsQuestion } from '../../../../../src/shared/features/vault/vault.model';
import { bytes, VaultRoom } from './vault-room';

const OFFERS: CredentialOffer[] = [
  { entry: 'a'.repeat(32), title: 'Bürgerportal', userName: 'amira', match: 'exact' },
  { entry: 'b'.repeat(32), title: 'Bürgerportal alt', userName: 'ayildiz', match: 'same-domain' },
];
const QUESTION = { asker: 'Bürgerportal', address: 'https://portal.quadrat.test/login' };
const wrong = (reason: string) => ({ ok: false, reason });

let room: VaultRoom;
beforeEach(async () => {
  room = new VaultRoom();
  await room.create();
  room.keepers.answers.findCredentials = async () => ({
    ...{ ok: true, origin: 'https://portal.quadrat.test', offers: OFFERS },
  });
  room.keepers.answers.takeCredentials = async ({ entry }) => {
    const userName = OFFERS.find((one) => one.entry === entry)?.userName ?? '';
    return { ok: true, userName, password: bytes('hunter2'), totp: '123456' };
  };
});

const questions = () =>
  room.told.flatMap(({ name, payload }) =>
    name === 'credentialsAsked' ? [payload as CredentialsQuestion | undefined] : [],
  );
/** The question that the person sees now. */
async function question(): Promise<CredentialsQuestion> {
  await room.settle();
  const now = questions().at(-1);
  if (!now) throw new Error('nothing is asked');
  return now;
}
const ask = () => room.vault.credentials.ask(QUESTION);
const taken = () => room.keepers.last.heard.filter(({ name }) => name === 'takeCredentials');

test('the person sees who asks and for where, chooses, and that is handed out', async () => {
  const asking = ask();
  const { id, ...shown } = await question();
  expect(shown).toEqual({ asker: 'Bürgerportal', origin: 'https://portal.quadrat.test', offers: OFFERS });
  await room.handlers.answerCredentials({ id, entry: 'b'.repeat(32) });
  expect(await asking).toEqual({
    ...{ ok: true, userName: 'ayildiz', totp: '123456' },
    password: bytes('hunter2'),
  });
  expect(taken().map(({ input }) => input)).toEqual([
    { entry: 'b'.repeat(32), address: 'https://portal.quadrat.test/login' },
  ]);
  expect(questions().at(-1)).toBeUndefined();
});

test('it asks each time: nothing is remembered', async () => {
  for (const round of [1, 2]) {
    const asking = ask();
    const { id } = await question();
    await room.handlers.answerCredentials({ id, entry: 'a'.repeat(32) });
    expect(await asking).toMatchObject({ ok: true });
    expect(taken()).toHaveLength(round);
  }
});

test('a no is a no', async () => {
  const asking = ask();
  await room.handlers.answerCredentials({ id: (await question()).id });
  expect(await asking).toEqual(wrong('refused'));
  expect(taken()).toEqual([]);
});

test('only what was offered can be chosen', async () => {
  const asking = ask();
  await room.handlers.answerCredentials({ id: (await question()).id, entry: 'c'.repeat(32) });
  expect(await asking).toEqual(wrong('refused'));
  expect(taken()).toEqual([]);
});

test('an answer to another question is not heard', async () => {
  const asking = ask();
  await question();
  await room.handlers.answerCredentials({ id: 'id-99', entry: 'a'.repeat(32) });
  await room.settle();
  expect(taken()).toEqual([]);
  await room.handlers.answerCredentials({ id: (await question()).id });
  await asking;
});

test('a person who does not answer is not there', async () => {
  const asking = ask();
  await question();
  await room.clock.pass(60_000);
  expect(await asking).toEqual(wrong('refused'));
  expect(questions().at(-1)).toBeUndefined();
});

test('one question at a time', async () => {
  const asking = ask();
  expect(await ask()).toEqual(wrong('busy'));
  await room.handlers.answerCredentials({ id: (await question()).id });
  await asking;
  void ask();
  expect(await question()).toBeDefined();
});

test('a vault that is locked meanwhile takes the question away', async () => {
  const asking = ask();
  await question();
  await room.handlers.lock(undefined);
  expect(await asking).toEqual(wrong('locked'));
  expect(questions().at(-1)).toBeUndefined();
});

test('a locked vault asks nobody', async () => {
  await room.handlers.lock(undefined);
  expect(await ask()).toEqual(wrong('locked'));
  expect(questions()).toEqual([]);
});

test('without an entry for the address nobody is asked', async () => {
  room.keepers.answers.findCredentials = async () => ({ ok: true, origin: 'https://x.test', offers: [] });
  expect(await ask()).toEqual(wrong('none-found'));
  expect(questions()).toEqual([]);
});
