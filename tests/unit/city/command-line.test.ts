import { CityProblem } from '../../../city/city-problem';
import { readCommandLine } from '../../../city/command-line';

test('knows what it can do without', () => {
  expect(readCommandLine([], {})).toEqual({
    help: false,
    control: false,
    folder: undefined,
    gatewayPort: undefined,
    useRadicale: true,
    password: undefined,
  });
});

test('takes what is meant', () => {
  const words = ['--folder=/tmp/stadt', '--gateway-port=8080', '--control', '--without-radicale'];
  expect(readCommandLine(words, { QUADRAT_CITY_PASSWORD: 'Birke-Laterne-Wolke' })).toEqual({
    help: false,
    control: true,
    folder: '/tmp/stadt',
    gatewayPort: 8080,
    useRadicale: false,
    password: 'Birke-Laterne-Wolke',
  });
  expect(readCommandLine(['--gateway-port', '8080'], {}).gatewayPort).toBe(8080);
});

test.each([
  [['--gateway-port=0'], {}, '1 bis 65535'],
  [['--gateway-port=70000'], {}, '70000'],
  [['--gateway-port=achtzig'], {}, 'achtzig'],
  [['--gateway-port'], {}, '--gateway-port'],
  [['--folder='], {}, 'Ordner'],
  [['--folder'], {}, '--folder'],
  [['--port=1'], {}, '--port=1'],
  [['--control=yes'], {}, '--control=yes'],
  [['stadt'], {}, 'stadt'],
  [[], { QUADRAT_CITY_PASSWORD: 'kurz' }, '8 Zeichen'],
])('says what is wrong with %j', (words, environment, hint) => {
  expect(() => readCommandLine(words, environment)).toThrow(CityProblem);
  expect(() => readCommandLine(words, environment)).toThrow(hint);
});
