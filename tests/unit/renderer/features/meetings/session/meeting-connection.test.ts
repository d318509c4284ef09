import { MeetingConnection } from '../../../../../../src/renderer/features/meetings/session/meeting-connection';
import { PictureSizes } from '../../../../../../src/renderer/features/meetings/session/remote-tracks';
import type { Room } from '../../../../../../src/renderer/features/meetings/session/room.model';
import { FakeClock } from '../../../../../fakes/fake-clock';
import { FakeMeetingServer, NEVER } from '../../../../../fakes/fake-meeting-server';
import { FakeTrack } from '../../../../../fakes/fake-track';

const TICKET = { signalingUrl: 'wss://meet.test/', roomId: 'r', peerId: 'me', displayName: 'Amira' };
const device = { flag: 'x', name: 'X' };
const video = (peerId: string) => ({ peerId, source: 'video' as const });

async function connected() {
  const server = new FakeMeetingServer();
  server.peers = [{ peerId: 'jonas', displayName: 'Jonas' }];
  const clock = new FakeClock();
  const sizes = new PictureSizes();
  const rooms: Room[] = [];
  const ended: string[] = [];
  const media: string[] = [];
  const connection = new MeetingConnection(
    { ...server, clock, sizes },
    TICKET,
    {},
    {
      joined: () => {},
      changed: (room) => void rooms.push(room),
      mediaChanged: (isStuck) => void media.push(isStuck ? 'stuck' : 'flows'),
      ended: (problem) => void ended.push(problem),
    },
  );
  const room = () => rooms.at(-1)?.participants;
  const settle = () => clock.pass(0);
  await settle();
  return { server, clock, sizes, connection, room, rooms, ended, settle, media };
}

describe('the others', () => {
  test('tracks are taken in one after another, and each is answered once it is taken in', async () => {
    const { server, room, settle } = await connected();
    let goOn = () => {};
    server.consuming = () =>
      new Promise((resolve) => {
        goOn = resolve;
      });
    const outcomes = ['c1', 'c2'].map((consumerId) =>
      server.connection.offer({ peerId: 'jonas', consumerId }),
    );
    await settle();
    expect(server.consumed.map(({ consumerId }) => consumerId)).toEqual(['c1']);
    expect(outcomes).toEqual([{}, {}]);
    goOn();
    await settle();
    expect(server.consumed.map(({ consumerId }) => consumerId)).toEqual(['c1', 'c2']);
    expect(outcomes).toEqual([{ answer: 'accepted' }, {}]);
    goOn();
    await settle();
    expect(outcomes).toEqual([{ answer: 'accepted' }, { answer: 'accepted' }]);
    expect(room()).toMatchObject([{ peerId: 'jonas', tracks: { audio: { consumerId: 'c2' } } }]);
  });

  test('a track that cannot be taken in is refused, and the next is taken in', async () => {
    const { server, room, settle } = await connected();
    server.consuming = async ({ consumerId }) => {
      if (consumerId === 'bad') throw new Error('cannot');
    };
    const bad = server.connection.offer({ peerId: 'jonas', consumerId: 'bad' });
    const good = server.connection.offer({ peerId: 'jonas', consumerId: 'good', producerPaused: true });
    await settle();
    expect([bad, good]).toEqual([{ answer: 'refused' }, { answer: 'accepted' }]);
    expect(room()).toMatchObject([{ tracks: { audio: { consumerId: 'good', isPaused: true } } }]);
  });

  test('what is told of a track while it is being taken in counts afterwards', async () => {
    const { server, room, settle } = await connected();
    let goOn = () => {};
    server.consuming = () =>
      new Promise((resolve) => {
        goOn = resolve;
      });
    server.connection.offer({ peerId: 'jonas', consumerId: 'c1' });
    server.connection.tell({ method: 'consumerPaused', data: { consumerId: 'c1' } });
    await settle();
    goOn();
    await settle();
    expect(room()).toMatchObject([{ tracks: { audio: { isPaused: true } } }]);
    server.connection.tell({ method: 'consumerResumed', data: { consumerId: 'c1' } });
    await settle();
    expect(room()).toMatchObject([{ tracks: { audio: { isPaused: false } } }]);
    server.connection.tell({ method: 'consumerClosed', data: { consumerId: 'c1' } });
    await settle();
    expect(room()).toEqual([{ peerId: 'jonas', displayName: 'Jonas', tracks: {} }]);
    expect(server.consumerTracks.get('c1')?.readyState).toBe('ended');
  });

  test('they come, change their name, and go with all their tracks', async () => {
    const { server, room, settle } = await connected();
    server.connection.tell({
      method: 'newPeer',
      data: { peer: { peerId: 'kat', displayName: 'Katharina', device } },
    });
    server.connection.offer({ peerId: 'kat', consumerId: 'k1' });
    server.connection.tell({
      method: 'peerDisplayNameChanged',
      data: { peerId: 'kat', displayName: 'Katharina Brandt', oldDisplayName: 'Katharina' },
    });
    await settle();
    expect(room()?.map(({ displayName }) => displayName)).toEqual(['Jonas', 'Katharina Brandt']);
    server.connection.tell({
      method: 'speakingPeers',
      data: { peerVolumes: [{ peerId: 'kat', volume: -20 }] },
    });
    server.connection.tell({ method: 'activeSpeaker', data: { peerId: 'kat' } });
    server.connection.tell({ method: 'peerClosed', data: { peerId: 'kat' } });
    await settle();
    expect(room()?.map(({ peerId }) => peerId)).toEqual(['jonas']);
    expect(server.consumerTracks.get('k1')?.readyState).toBe('ended');
  });

  test('who speaks is told, and no more when they have gone', async () => {
    const { server, rooms, settle } = await connected();
    server.connection.tell({
      method: 'speakingPeers',
      data: { peerVolumes: ['jonas', 'me'].map((peerId) => ({ peerId, volume: -20 })) },
    });
    server.connection.tell({ method: 'activeSpeaker', data: { peerId: 'jonas' } });
    await settle();
    expect(rooms.at(-1)).toMatchObject({ speaking: ['jonas', 'me'], activeSpeaker: 'jonas' });
    server.connection.tell({ method: 'peerClosed', data: { peerId: 'jonas' } });
    await settle();
    expect(rooms.at(-1)).toEqual({ participants: [], speaking: ['me'] });
    server.connection.tell({ method: 'activeSpeaker', data: {} });
    await settle();
    expect(rooms.at(-1)).toEqual({ participants: [], speaking: ['me'] });
  });

  test('somebody who comes again without having gone starts anew', async () => {
    const { server, room, settle } = await connected();
    server.connection.offer({ peerId: 'jonas', consumerId: 'old' });
    await settle();
    server.connection.tell({
      method: 'newPeer',
      data: { peer: { peerId: 'jonas', displayName: 'Jonas', device } },
    });
    await settle();
    expect(room()).toEqual([{ peerId: 'jonas', displayName: 'Jonas', tracks: {} }]);
    expect(server.consumerTracks.get('old')?.readyState).toBe('ended');
    server.connection.offer({ peerId: 'jonas', consumerId: 'new' });
    server.connection.tell({ method: 'consumerClosed', data: { consumerId: 'old' } });
    await settle();
    expect(room()).toMatchObject([{ peerId: 'jonas', tracks: { audio: { consumerId: 'new' } } }]);
    expect(server.consumerTracks.get('new')?.readyState).toBe('live');
  });
});

describe('pictures', () => {
  const notified = (server: FakeMeetingServer) =>
    server.connection.notified.map(({ method, data }) => [method, ...Object.values(data as object).slice(1)]);

  test('a picture nobody sees is not sent; a seen one comes as large as it is seen', async () => {
    const { server, sizes, connection, settle } = await connected();
    const shown = (height?: number) => {
      sizes.set('jonas', 'video', height ? { width: height * 2, height } : undefined);
      connection.sizeChanged('jonas');
    };
    server.connection.offer({ peerId: 'jonas', consumerId: 'v', appData: video('jonas') });
    await settle();
    shown(150);
    shown(160);
    shown(700);
    shown();
    shown(400);
    expect(notified(server)).toEqual([
      ['pauseConsumer'],
      ['resumeConsumer'],
      ['setConsumerPreferredLayers', 0],
      ['setConsumerPreferredLayers', 2],
      ['pauseConsumer'],
      ['resumeConsumer'],
      ['setConsumerPreferredLayers', 1],
    ]);
  });

  test('a picture that is seen already is not paused first', async () => {
    const { server, sizes, settle } = await connected();
    sizes.set('jonas', 'video', { width: 320, height: 180 });
    server.connection.offer({ peerId: 'jonas', consumerId: 'v', appData: video('jonas') });
    await settle();
    expect(notified(server)).toEqual([['setConsumerPreferredLayers', 0]]);
  });

  test('sound is never paused, and layers are not asked of a picture that has none', async () => {
    const { server, sizes, connection, settle } = await connected();
    server.connection.offer({ peerId: 'jonas', consumerId: 'a' });
    sizes.set('jonas', 'video', { width: 320, height: 180 });
    server.connection.offer({ peerId: 'jonas', consumerId: 'v', appData: video('jonas'), type: 'simple' });
    await settle();
    sizes.set('jonas', 'video', undefined);
    connection.sizeChanged('jonas');
    expect(server.connection.notified).toEqual([{ method: 'pauseConsumer', data: { consumerId: 'v' } }]);
  });
});

describe('what is sent', () => {
  test('follows what shall be sent: new track, mute, other track, none', async () => {
    const { server, connection, settle } = await connected();
    const [one, other, camera] = ['1', '2', 'c'].map(
      (id) => new FakeTrack(id === 'c' ? 'video' : 'audio', id).asTrack,
    );
    if (!one || !other || !camera) throw new Error('three tracks');
    connection.send({ audio: { track: one, isPaused: false }, video: { track: camera, isPaused: false } });
    connection.send({ audio: { track: one, isPaused: true }, video: { track: camera, isPaused: false } });
    connection.send({ audio: { track: other, isPaused: false } });
    await settle();
    const [audio, picture] = server.producers;
    // Only the last wish counts when wishes come faster than they can be fulfilled.
    expect(server.producers).toHaveLength(1);
    expect(audio).toMatchObject({ source: 'audio', track: other });
    expect(picture).toBeUndefined();
    connection.send({ audio: { track: one, isPaused: true }, video: { track: camera, isPaused: false } });
    await settle();
    connection.send({ audio: { track: one, isPaused: false } });
    await settle();
    expect(audio?.track).toBe(one);
    expect(server.producers[1]).toMatchObject({ source: 'video', isClosed: true });
    expect(server.connection.notified).toEqual([
      { method: 'pauseProducer', data: { producerId: audio?.id } },
      { method: 'resumeProducer', data: { producerId: audio?.id } },
      { method: 'closeProducer', data: { producerId: server.producers[1]?.id } },
    ]);
  });

  test('a track that has just ended does not end the connection', async () => {
    const { server, connection, ended, settle } = await connected();
    const gone = new FakeTrack('video', 'c');
    gone.pullOut();
    connection.send({ video: { track: gone.asTrack, isPaused: false } });
    await settle();
    expect(server.producers).toEqual([]);
    expect(ended).toEqual([]);
  });

  test('a server that does not take it ends the connection: nobody talks into the void', async () => {
    const { server, connection, ended, settle } = await connected();
    server.refuse('produce', 409);
    connection.send({ audio: { track: new FakeTrack('audio', 'm').asTrack, isPaused: false } });
    await settle();
    expect(ended).toEqual(['server-failed']);
  });
});

describe('the way of sound and picture', () => {
  test('when it breaks ICE is restarted, and the connection stays', async () => {
    const { server, clock, ended, media } = await connected();
    const transport = server.transport('consumer');
    transport.stateChanged('connecting');
    transport.stateChanged('connected');
    expect(media).toEqual(['flows']);
    transport.stateChanged('disconnected');
    transport.stateChanged('failed');
    await clock.pass(1_000);
    expect(transport.iceRestarts).toHaveLength(1);
    transport.stateChanged('connected');
    await clock.pass(9_000);
    expect(ended).toEqual([]);
    expect(media).toEqual(['flows', 'stuck', 'flows']);
  });

  test('a first way may take its time before it is told', async () => {
    const { server, clock, media } = await connected();
    server.transport('producer').stateChanged('connecting');
    await clock.pass(1_999);
    expect(media).toEqual([]);
    await clock.pass(1);
    expect(media).toEqual(['stuck']);
  });

  test('a way that breaks is told at once, and its end; the other direction may still be closed', async () => {
    const { server, clock, media } = await connected();
    const [sending, receiving] = [server.transport('producer'), server.transport('consumer')];
    sending.stateChanged('disconnected');
    sending.stateChanged('failed');
    receiving.stateChanged('disconnected');
    expect(media).toEqual(['stuck', 'stuck']);
    sending.stateChanged('connected');
    expect(media.at(-1)).toBe('stuck');
    receiving.stateChanged('connected');
    expect(media.at(-1)).toBe('flows');
    await clock.pass(60_000);
    expect(media).toHaveLength(4);
  });

  test.each([
    ['never opens', ['connecting']],
    ['does not open again', ['connected', 'disconnected']],
  ] as const)('when it %s within 15 s the connection is given up', async (_, states) => {
    const { server, clock, ended } = await connected();
    for (const state of states) server.transport('producer').stateChanged(state);
    await clock.pass(14_999);
    expect(ended).toEqual([]);
    await clock.pass(1);
    expect(ended).toEqual(['media-blocked']);
    expect(server.transports.every(({ isClosed }) => isClosed)).toBe(true);
  });

  test('a server that cannot restart ICE is not asked twice at once', async () => {
    const { server, clock, ended } = await connected();
    let asked = 0;
    server.answers.restartIce = () => {
      asked += 1;
      return NEVER;
    };
    server.transport('producer').stateChanged('disconnected');
    server.transport('producer').stateChanged('failed');
    await clock.pass(15_000);
    expect(asked).toBe(1);
    expect(ended).toEqual(['media-blocked']);
  });
});
