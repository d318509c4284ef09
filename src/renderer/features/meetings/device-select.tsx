import { useTranslation } from 'react-i18next';
import { type Option, Select } from '../../ui/select';
import type { ChosenDevices } from './devices/device-access.ports';
import type { DeviceChoices } from './devices/device-list.model';
import type { LocalMediaState } from './devices/local-media';
import type { MeetingsActions } from './meetings.store';

/** Stands for "whatever the system is set to": a device's own id is never empty. */
const SYSTEM = 'system';

type Kind = keyof ChosenDevices;

function chosenId(media: LocalMediaState, kind: Kind): string | undefined {
  if (kind === 'speaker') return media.speakerId;
  const { track, chosenId: chosen } = media[kind];
  // A camera has no system's choice: the one that runs is the one that is chosen.
  return kind === 'camera' ? (track?.getSettings().deviceId ?? chosen) : chosen;
}

function choicesOf({ list }: LocalMediaState, kind: Kind): DeviceChoices {
  return { microphone: list.microphones, camera: list.cameras, speaker: list.speakers }[kind];
}

export interface DeviceSelectProps {
  readonly kind: Kind;
  readonly media: LocalMediaState;
  readonly onChoose: MeetingsActions['choose'];
}

/** The choice of one microphone, camera or speaker. */
export function DeviceSelect({ kind, media, onChoose }: DeviceSelectProps) {
  const { t } = useTranslation('meetings');
  const { devices, systemChoice } = choicesOf(media, kind);
  const own: Option<string>[] = devices.map(({ id, label }, index) => ({
    id,
    label: label || t('devices.unnamed', { number: index + 1 }),
  }));
  const system = {
    id: SYSTEM,
    label: systemChoice ? t('devices.systemNamed', { name: systemChoice }) : t('devices.system'),
  };
  const options = kind === 'camera' || own.length === 0 ? own : [system, ...own];
  const chosen = own.find(({ id }) => id === chosenId(media, kind));
  return (
    <Select
      label={t(`devices.${kind}`)}
      options={options}
      value={(chosen ?? options[0])?.id ?? null}
      onChange={(id) => void onChoose(kind, id === SYSTEM ? undefined : id)}
      placeholder={t(`devices.none.${kind}`)}
      isDisabled={options.length === 0}
    />
  );
}
