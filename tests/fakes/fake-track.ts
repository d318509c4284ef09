/** A track without sound or picture: what is done to it can be seen. */
export class FakeTrack extends EventTarget {
  readonly id: string;
  readonly kind: 'audio' | 'video';
  enabled = true;
  readyState: 'live' | 'ended' = 'live';

  constructor(kind: 'audio' | 'video', id: string) {
    super();
    this.kind = kind;
    this.id = id;
  }

  /** As the standard says: no `ended` event for one's own stop. */
  stop(): void {
    this.readyState = 'ended';
  }

  /** The device is pulled out. */
  pullOut(): void {
    this.readyState = 'ended';
    this.dispatchEvent(new Event('ended'));
  }

  /** Under the type the code under test knows; it uses no more of it than there is. */
  get asTrack(): MediaStreamTrack {
    return this as unknown as MediaStreamTrack;
  }
}
