import { IdleTime } from '../../../../../src/main/features/vault/idle-time.service';

function machine() {
  const state = { system: 0, now: 1_000_000 };
  const idle = new IdleTime(
    () => state.system,
    () => state.now,
  );
  return { state, idle };
}

test('the system’s word counts where it knows', () => {
  const { state, idle } = machine();
  state.system = 17;
  expect(idle.seconds).toBe(17);
  state.now += 500_000;
  state.system = 0;
  expect(idle.seconds).toBe(0);
});

test('where the system never says more than 0, the client’s own window counts', () => {
  const { state, idle } = machine();
  state.now += 90_000;
  expect(idle.seconds).toBe(90);
  idle.touched();
  state.now += 5_000;
  expect(idle.seconds).toBe(5);
});
