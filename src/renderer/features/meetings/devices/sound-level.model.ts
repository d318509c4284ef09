/** Quieter than this is shown as silence; a quiet room lies around -60 dBFS. */
const FLOOR_DECIBELS = -60;

/**
 * How loud a stretch of sound is.
 * @param samples from -1 to 1
 * @returns from 0 (silence) to 1 (full scale), linear in decibels as ears are
 */
export function soundLevel(samples: Float32Array): number {
  const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / Math.max(samples.length, 1);
  const decibels = 10 * Math.log10(power);
  return Math.min(1, Math.max(0, 1 - decibels / FLOOR_DECIBELS));
}
