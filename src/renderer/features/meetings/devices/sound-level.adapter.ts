import { soundLevel } from './sound-level.model';

/** Listens to a track without playing it. */
export interface LevelMeter {
  /** How loud it is right now, 0 to 1. */
  read(): number;
  close(): void;
}

/** Measures a microphone by Web Audio. */
export function openLevelMeter(track: MediaStreamTrack): LevelMeter {
  const context = new AudioContext();
  const analyser = new AnalyserNode(context, { fftSize: 1_024 });
  context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  return {
    read() {
      analyser.getFloatTimeDomainData(samples);
      return soundLevel(samples);
    },
    close: () => void context.close(),
  };
}
