import { type MediaWatch, watchMedia } from './media-watch';
import { type MeetingCity, startMeetingCity } from './meeting-city';
import { camera, DTLS_PARAMETERS, microphone, TestPeer } from './test-peer';

let city: MeetingCity;
let amira: TestPeer;
let jonas: TestPeer;
let media: MediaWatch;

beforeEach(async () => {
  media = watchMedia();
  city = await startMeetingCity();
  amira = await TestPeer.open(city, 'jour-fixe', 'token-amira');
  jonas = await TestPeer.open(city, 'jour-fixe', 'token-jonas');
});
afterEach(async () => {
  amira.throwFault();
  jonas.throwFault();
  amira.close();
  jonas.close();
  await city.stop();
  media.stop();
});

const isPaused = async (consumerId: string) => (await media.consumer(consumerId)).paused;
const device = { flag: 'chrome', name: 'Chrome', version: '130' };

test('whoever enters sees who is there, and is seen, under the name of the ticket', async () => {
  expect(await amira.join()).toEqual({ peers: [], extensions: [] });
  const amiraAsSeen = { peerId: amira.id, displayName: 'Amira Yıldız', device };
  expect(await jonas.join()).toEqual({ peers: [amiraAsSeen], extensions: [] });
  expect(await amira.next('newPeer')).toEqual({
    peer: { peerId: jonas.id, displayName: 'Jonas Weber', device },
  });
  amira.notify('changeDisplayName', { displayName: 'Jonas Weber' });
  const { peers } = await (await TestPeer.open(city, 'jour-fixe', 'token-katharina')).join();
  expect(peers).toContainEqual(amiraAsSeen);
  jonas.close();
  expect(await amira.next('peerClosed')).toEqual({ peerId: jonas.id });
});

test('somebody who is only at the door is not seen', async () => {
  await jonas.transport('consumer');
  expect(await amira.join()).toEqual({ peers: [], extensions: [] });
  jonas.close();
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(amira.all('peerClosed')).toEqual([]);
});

test('a transport offers the one TCP port and nothing else', async () => {
  const transport = await amira.request('createWebRtcTransport', {
    forceTcp: false,
    appData: { direction: 'producer' },
  });
  expect(transport.iceCandidates).toEqual([
    expect.objectContaining({
      ip: '127.0.0.1',
      port: city.meetings.sfuTcpPort,
      protocol: 'tcp',
      tcpType: 'passive',
    }),
  ]);
  expect(transport.sctpParameters).toMatchObject({ port: 5000 });
  await amira.request('connectWebRtcTransport', {
    transportId: transport.transportId,
    dtlsParameters: DTLS_PARAMETERS,
  });
  const { iceParameters } = await amira.request('restartIce', { transportId: transport.transportId });
  expect(iceParameters.usernameFragment).not.toBe(transport.iceParameters.usernameFragment);
  const { stats } = await amira.request('getTransportStats', { transportId: transport.transportId });
  expect(stats).toEqual([expect.objectContaining({ type: 'webrtc-transport' })]);
});

test('with UDP switched on both are offered, unless the client wants TCP', async () => {
  const udpCity = await startMeetingCity({ udp: true });
  const peer = await TestPeer.open(udpCity, 'jour-fixe', 'token-amira');
  const protocolsOf = async (forceTcp: boolean) => {
    const { iceCandidates } = await peer.request('createWebRtcTransport', {
      forceTcp,
      appData: { direction: 'producer' },
    });
    return iceCandidates.map(({ protocol }) => protocol).sort();
  };
  expect(await protocolsOf(false)).toEqual(['tcp', 'udp']);
  expect(await protocolsOf(true)).toEqual(['tcp']);
  peer.close();
  await udpCity.stop();
});

test('streams reach those who are there and those who come later, paused until they answer', async () => {
  await amira.join();
  await jonas.join();
  const [audio, video] = await amira.send(['audio', 'video']);
  const first = await jonas.next('newConsumer');
  expect(first).toMatchObject({
    peerId: amira.id,
    producerId: audio,
    kind: 'audio',
    type: 'simple',
    producerPaused: false,
    appData: { peerId: amira.id, source: 'audio' },
  });
  expect(await jonas.next('newConsumer', 2)).toMatchObject({
    producerId: video,
    kind: 'video',
    type: 'simulcast',
  });
  expect(amira.all('newConsumer')).toEqual([]);

  const late = await TestPeer.open(city, 'jour-fixe', 'token-katharina');
  late.answering = false;
  await late.join();
  expect(await late.next('newConsumer')).toMatchObject({ producerId: audio });
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(late.all('newConsumer')).toHaveLength(1);
  late.answer();
  expect(await late.next('newConsumer', 2)).toMatchObject({ producerId: video });
  late.close();
});

test('what a client has not answered stays paused, and what it paused meanwhile stays so after its answer', async () => {
  await amira.join();
  jonas.answering = false;
  await jonas.join();
  await amira.send(['audio', 'video']);
  const { consumerId: heard } = await jonas.next('newConsumer');
  expect(await isPaused(heard)).toBe(true);
  jonas.answer();
  const { consumerId: unseen } = await jonas.next('newConsumer', 2);
  expect(await isPaused(heard)).toBe(false);
  jonas.notify('pauseConsumer', { consumerId: unseen });
  jonas.answer();
  await jonas.request('getConsumerStats', { consumerId: unseen });
  await jonas.request('getConsumerStats', { consumerId: unseen });
  expect(await isPaused(unseen)).toBe(true);
  jonas.notify('resumeConsumer', { consumerId: unseen });
  await jonas.request('getConsumerStats', { consumerId: unseen });
  expect(await isPaused(unseen)).toBe(false);
});

test('pause, resume and end of a stream are told to those who receive it', async () => {
  await amira.join();
  await jonas.join();
  const [producerId] = await amira.send(['audio']);
  if (producerId === undefined) throw new Error('nothing sent');
  const { consumerId } = await jonas.next('newConsumer');
  amira.notify('pauseProducer', { producerId });
  expect(await jonas.next('consumerPaused')).toEqual({ consumerId });
  amira.notify('resumeProducer', { producerId });
  expect(await jonas.next('consumerResumed')).toEqual({ consumerId });
  expect((await amira.request('getProducerStats', { producerId })).stats).toEqual([]);
  amira.notify('closeProducer', { producerId });
  expect(await jonas.next('consumerClosed')).toEqual({ consumerId });
  expect(await amira.tryRequest('getProducerStats', { producerId })).toEqual({
    code: 404,
    reason: 'unknown-producer',
  });
  expect(await jonas.tryRequest('getConsumerStats', { consumerId })).toEqual({
    code: 404,
    reason: 'unknown-consumer',
  });
  expect(await city.room('jour-fixe')).toMatchObject({ peers: 2, transports: 3, producers: 0, consumers: 0 });
});

test('layers, priority and key frames of a stream can be asked for', async () => {
  await amira.join();
  await jonas.join();
  await amira.send(['video']);
  const { consumerId } = await jonas.next('newConsumer');
  jonas.notify('setConsumerPreferredLayers', { consumerId, spatialLayer: 1, temporalLayer: 0 });
  jonas.notify('setConsumerPriority', { consumerId, priority: 7 });
  jonas.notify('requestConsumerKeyFrame', { consumerId });
  await jonas.request('getConsumerStats', { consumerId });
  expect(await media.consumer(consumerId)).toMatchObject({
    type: 'simulcast',
    preferredSpatialLayer: 1,
    preferredTemporalLayer: 0,
    priority: 7,
  });
});

test('data channels reach the others', async () => {
  await amira.join();
  await jonas.join();
  const { transportId } = await amira.transport('producer');
  const { dataProducerId } = await amira.request('produceData', {
    transportId,
    sctpStreamParameters: { streamId: 1, ordered: true },
    label: 'chat',
    protocol: '',
    appData: { channel: 'chat' },
  });
  expect(await jonas.next('newDataConsumer')).toMatchObject({
    peerId: amira.id,
    dataProducerId,
    label: 'chat',
    appData: { peerId: amira.id, channel: 'chat' },
  });
  amira.close();
  await jonas.next('dataConsumerClosed');
});

test('a client that knows no data channels gets the streams all the same', async () => {
  await amira.join();
  const { transportId } = await amira.transport('producer');
  await amira.request('produceData', {
    transportId,
    sctpStreamParameters: { streamId: 1 },
    label: 'chat',
    protocol: '',
    appData: { channel: 'chat' },
  });
  jonas.answering = false;
  await jonas.join();
  await jonas.next('newDataConsumer');
  const rtpParameters = microphone();
  await amira.request('produce', { transportId, kind: 'audio', rtpParameters, appData: { source: 'audio' } });
  expect(await jonas.next('newConsumer')).toMatchObject({ kind: 'audio' });
});

test('without a transport nothing comes; with a new one everything comes again', async () => {
  await amira.join();
  await amira.send(['audio']);
  const { routerRtpCapabilities } = await jonas.request('getRouterRtpCapabilities', {});
  await jonas.enter(routerRtpCapabilities);
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(jonas.all('newConsumer')).toEqual([]);
  const first = await jonas.transport('consumer');
  expect(await jonas.next('newConsumer')).toMatchObject({ transportId: first.transportId });
  const second = await jonas.transport('consumer');
  expect(await jonas.next('newConsumer', 2)).toMatchObject({ transportId: second.transportId });
  expect(await city.room('jour-fixe')).toMatchObject({ transports: 3, consumers: 1 });
  expect(await jonas.tryRequest('restartIce', { transportId: first.transportId })).toEqual({
    code: 404,
    reason: 'unknown-transport',
  });
});

test('requests out of turn are refused', async () => {
  const { transportId } = await amira.transport('producer');
  const audio = { transportId, kind: 'audio', rtpParameters: microphone(), appData: { source: 'audio' } };
  expect(await amira.tryRequest('produce', audio)).toEqual({ code: 409, reason: 'not-joined' });
  await amira.join();
  expect(await amira.tryRequest('join', { displayName: 'A', device })).toEqual({
    code: 409,
    reason: 'already-joined',
  });
  expect(await amira.tryRequest('produce', audio)).toBeUndefined();
  expect(await amira.tryRequest('produce', { ...audio, rtpParameters: microphone() })).toEqual({
    code: 409,
    reason: 'source-taken',
  });
  expect(await amira.tryRequest('produce', { ...audio, transportId: 'another' })).toEqual({
    code: 404,
    reason: 'unknown-transport',
  });
  const bent = { ...audio, kind: 'video', rtpParameters: microphone(), appData: { source: 'video' } };
  expect(await amira.tryRequest('produce', bent)).toMatchObject({
    code: 400,
    reason: expect.stringMatching(/^refused-by-media: /),
  });
  expect(await amira.tryRequest('produce', { ...bent, rtpParameters: camera() })).toBeUndefined();
});
