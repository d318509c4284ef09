/** A rising major chord, soft: hertz and the second it starts at. */
const NOTES = [
  [523.25, 0],
  [659.25, 0.22],
  [783.99, 0.44],
] as const;
const NOTE_SECONDS = 0.8;
const LOUDNESS = 0.25;

/**
 * Plays a short sound of our own.
 * @param speakerId where; undefined for the system's choice
 * @returns when it has ended
 * @throws DOMException when the speaker is not there or must not be used
 */
export async function playTestSound(speakerId: string | undefined): Promise<void> {
  const context = new AudioContext();
  const player = new Audio();
  try {
    const out = new MediaStreamAudioDestinationNode(context);
    const start = context.currentTime + 0.05;
    const voices = NOTES.map(([frequency, after]) => {
      const gain = new GainNode(context, { gain: 0 });
      const voice = new OscillatorNode(context, { frequency });
      gain.gain.setValueAtTime(0, start + after);
      gain.gain.linearRampToValueAtTime(LOUDNESS, start + after + 0.03);
      gain.gain.exponentialRampToValueAtTime(0.001, start + after + NOTE_SECONDS);
      voice.connect(gain).connect(out);
      voice.start(start + after);
      voice.stop(start + after + NOTE_SECONDS);
      return voice;
    });
    const ended = new Promise((resolve) => voices.at(-1)?.addEventListener('ended', resolve));
    player.srcObject = out.stream;
    // The same way the meeting's sound takes, so that what is heard now is heard then.
    if (speakerId) await player.setSinkId(speakerId);
    await player.play();
    await ended;
  } finally {
    player.srcObject = null;
    await context.close();
  }
}
