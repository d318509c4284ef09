import type { StoreParts } from './store-parts';
import type { Problem } from './vault-look.model';
import type { Revealed, VaultActions } from './vault-state.model';

type SecretActions = Pick<VaultActions, 'reveal' | 'hide' | 'hideAll' | 'copy' | 'followTotp'>;

const UNANSWERED = { ok: false, reason: 'unanswered' } as const;

/**
 * Values in sight, on the clipboard, and one-time codes. One field at a time is in sight (in several versions where
 * they are compared), hides itself after the time that main says, and is overwritten then.
 */
export function secretActions({ bridge, ports, get, set }: StoreParts): SecretActions {
  const { clock } = ports;
  const callOffHiding = new Map<Revealed, () => void>();
  /** Grows with hiding, so that an answer on its way shows nothing any more. */
  let hidings = 0;
  let totpTurn = 0;
  let callOffTotp: (() => void) | undefined;
  let callOffMessage: (() => void) | undefined;

  function hideThose(isMeant: (one: Revealed) => boolean): void {
    const { revealed } = get();
    const going = revealed.filter(isMeant);
    if (going.length === 0) return;
    set({ revealed: revealed.filter((one) => !isMeant(one)) });
    for (const one of going) {
      one.bytes.fill(0);
      callOffHiding.get(one)?.();
      callOffHiding.delete(one);
    }
  }

  function refused(problem: Problem): void {
    if (get().status?.state === 'open') set({ message: { kind: 'refused', problem } });
  }

  async function showCode(id: string, turn: number): Promise<void> {
    const answer = await bridge.totp({ id }).catch(() => UNANSWERED);
    if (turn !== totpTurn || get().entry?.id !== id) {
      return;
    }
    if (!answer.ok) {
      set({ totp: undefined });
      // Main may be back for the next code.
      if (answer.reason === 'unanswered') callOffTotp = clock.after(5000, () => void showCode(id, turn));
      return;
    }
    const { code, secondsLeft, period } = answer;
    const left = Math.max(secondsLeft, 0.2) * 1000;
    set({ totp: { id, code, period, endsAt: clock.now().getTime() + left } });
    callOffTotp = clock.after(left, () => void showCode(id, turn));
  }

  return {
    reveal: async (field, version) => {
      const id = get().entry?.id;
      if (!id) return;
      hideThose((one) => one.field !== field || one.version === version);
      const turn = hidings;
      const which = { id, field, ...(version !== undefined && { version }) };
      const answer = await bridge.reveal(which).catch(() => UNANSWERED);
      if (!answer.ok) {
        refused(answer.reason);
        return;
      }
      if (turn !== hidings || get().entry?.id !== id) {
        answer.secret.fill(0);
        return;
      }
      hideThose((one) => one.field !== field || one.version === version);
      const revealed: Revealed = { id, field, version, bytes: answer.secret };
      set({ revealed: [...get().revealed, revealed] });
      const hide = () => hideThose((one) => one === revealed);
      callOffHiding.set(revealed, clock.after(answer.hideAfterSeconds * 1000, hide));
    },
    hide: (field, version) => {
      hidings += 1;
      hideThose((one) => one.field === field && one.version === version);
    },
    hideAll: () => {
      hidings += 1;
      hideThose(() => true);
    },
    copy: async (field, version) => {
      const id = get().entry?.id;
      if (!id) return;
      const which = { id, field, ...(version !== undefined && { version }) };
      const answer = await bridge.copy(which).catch(() => UNANSWERED);
      if (!answer.ok) {
        refused(answer.reason);
        return;
      }
      const seconds = answer.clearsAfterSeconds;
      const left = seconds * 1000;
      const message = { kind: 'copied', field, seconds, endsAt: clock.now().getTime() + left } as const;
      set({ message });
      callOffMessage?.();
      // Main tells when it has cleared the clipboard; without a word from it the countdown must not stay.
      callOffMessage = clock.after(left + 2000, () => {
        if (get().message === message) set({ message: undefined });
      });
    },
    followTotp: (isOn) => {
      totpTurn += 1;
      callOffTotp?.();
      callOffTotp = undefined;
      const id = get().entry?.id;
      if (isOn && id) void showCode(id, totpTurn);
      else if (get().totp) set({ totp: undefined });
    },
  };
}
