import { soundLevel } from '../../../../../../src/renderer/features/meetings/devices/sound-level.model';

const tone = (amplitude: number) =>
  Float32Array.from({ length: 480 }, (_, n) => amplitude * Math.sin((2 * Math.PI * n) / 48));

test('silence is 0, a full square wave 1, and nothing lies outside', () => {
  expect(soundLevel(new Float32Array(480))).toBe(0);
  expect(soundLevel(new Float32Array(0))).toBe(0);
  expect(soundLevel(new Float32Array(480).fill(1))).toBe(1);
  expect(soundLevel(new Float32Array(480).fill(2))).toBe(1);
});

test('is linear in decibels: a sine of full scale has -3 dBFS, a tenth of it 20 dB less', () => {
  expect(soundLevel(tone(1))).toBeCloseTo(1 - 3.01 / 60, 3);
  expect(soundLevel(tone(0.1))).toBeCloseTo(1 - 23.01 / 60, 3);
});
