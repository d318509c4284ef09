/** How large a picture is shown, in device pixels. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** The camera is sent three times, as 180, 360 and 720 lines; these are the spatial layers 0, 1 and 2. */
const LAYER_LINES = [180, 360, 720] as const;

/** A picture may be stretched so far before it looks soft. */
const STRETCH = 1.25;

/** The encodings of the camera: one per spatial layer, smallest first. Bit rates in bits per second. */
export const CAMERA_ENCODINGS = [
  { rid: 'r0', scaleResolutionDownBy: 4, maxBitrate: 150_000, scalabilityMode: 'L1T3' },
  { rid: 'r1', scaleResolutionDownBy: 2, maxBitrate: 450_000, scalabilityMode: 'L1T3' },
  { rid: 'r2', scaleResolutionDownBy: 1, maxBitrate: 1_300_000, scalabilityMode: 'L1T3' },
] as const;

/** The smallest spatial layer that fills a picture of this size. */
export function spatialLayer({ height }: PictureSize): number {
  const layer = LAYER_LINES.findIndex((lines) => lines * STRETCH >= height);
  return layer === -1 ? LAYER_LINES.length - 1 : layer;
}
