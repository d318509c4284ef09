import { DEVICE_PROBLEM_CODES } from '../../../../../src/renderer/features/meetings/devices/device-problem.model';
import de from '../../../../../src/renderer/features/meetings/locales/de.json';
import en from '../../../../../src/renderer/features/meetings/locales/en.json';
import { MEETING_PROBLEM_CODES } from '../../../../../src/renderer/features/meetings/session/meeting-problem.model';
import { ticketProblemSchema } from '../../../../../src/shared/features/meetings/meetings.contract';

function entries(texts: object, path = ''): [string, string][] {
  return Object.entries(texts).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'string'
      ? [[`${path}${key}`, value] as [string, string]]
      : entries(value as object, `${path}${key}.`),
  );
}

const holes = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort();

test('German and English say the same things, with the same values put in', () => {
  const german = new Map(entries(de));
  const english = new Map(entries(en));
  expect([...english.keys()].sort()).toEqual([...german.keys()].sort());
  for (const [key, text] of german) expect([key, holes(english.get(key) ?? '')]).toEqual([key, holes(text)]);
});

test('every reason main can give, and every other one, has a sentence, something to do, and a code of its own', () => {
  const problems = Object.keys(MEETING_PROBLEM_CODES);
  expect(problems).toEqual(expect.arrayContaining([...ticketProblemSchema.options]));
  for (const texts of [de, en]) {
    const failure: Readonly<Record<string, unknown>> = texts.failure;
    for (const problem of problems) {
      expect(failure[problem]).toEqual({
        heading: expect.stringMatching(/\.$/),
        text: expect.stringMatching(/\.$/),
      });
    }
    for (const [kind, codes] of Object.entries(DEVICE_PROBLEM_CODES)) {
      const told: Readonly<Record<string, unknown>> = texts.deviceProblem[kind as 'camera'];
      expect(Object.keys(told).sort()).toEqual(Object.keys(codes).sort());
    }
  }
  const codes = [MEETING_PROBLEM_CODES, ...Object.values(DEVICE_PROBLEM_CODES)].flatMap((one) =>
    Object.values(one),
  );
  expect(new Set(codes).size).toBe(codes.length);
  for (const code of codes) expect(code).toMatch(/^MEE-[12]\d\d$/);
});
