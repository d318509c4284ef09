import { createPasswordCheck } from '../../../../city/identity/password-check';
import { createAccounts } from '../../../../city/people';

const PASSWORD = 'Birke-Laterne-Wolke';

function create() {
  const clock = { now: 0 };
  return { clock, check: createPasswordCheck(createAccounts(PASSWORD), () => clock.now) };
}

describe('the password check', () => {
  test('knows people by their login name, however it is typed', () => {
    const { check } = create();
    expect(check(' AMIRA ', PASSWORD)).toMatchObject({ right: true, account: { login: 'amira' } });
    expect(check('amira', PASSWORD.toLowerCase())).toEqual({ right: false });
    expect(check('nobody', PASSWORD)).toEqual({ right: false });
    expect(check('', '')).toEqual({ right: false });
  });

  test('makes known and unknown names wait alike, and lets them try again', () => {
    for (const login of ['amira', 'nobody']) {
      const { clock, check } = create();
      for (let time = 0; time < 4; time += 1) expect(check(login, 'x')).toEqual({ right: false });
      expect(check(login, 'x')).toEqual({ right: false, waitSeconds: 30 });
      clock.now = 29_500;
      expect(check(login, PASSWORD)).toEqual({ right: false, waitSeconds: 1 });
      clock.now = 30_000;
      expect(check(login, 'x')).toEqual({ right: false, waitSeconds: 30 });
      clock.now = 60_000;
      expect(check(login, PASSWORD).right).toBe(login === 'amira');
    }
  });

  test('forgets the wrong ones after a right one', () => {
    const { check } = create();
    for (let time = 0; time < 4; time += 1) check('amira', 'x');
    expect(check('amira', PASSWORD).right).toBe(true);
    expect(check('amira', 'x')).toEqual({ right: false });
  });
});

test('every start invents other passwords, easy to read', () => {
  const passwords = [createAccounts(undefined), createAccounts(undefined)]
    .flat()
    .map(({ password }) => password);
  for (const password of passwords) expect(password).toMatch(/^([A-Z][a-z]{3,}-){2}[A-Z][a-z]{3,}$/);
  expect(new Set(passwords).size).toBe(passwords.length);
});
