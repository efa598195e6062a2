import { NativeSelect } from '@mantine/core';
import { safe } from '@orpc/client';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Backup, BackupState } from '../../shared/backup.ts';
import { BackupList } from '../backup/BackupList.tsx';
import { type Refusal, refusalOf, refusalWord, useBackupAct, useBackups } from '../backup/backups.ts';
import { CheckList } from '../backup/CheckList.tsx';
import { FolderForm } from '../backup/FolderForm.tsx';
import { SetAsideList } from '../backup/SetAsideList.tsx';
import { WorkProgress } from '../backup/WorkProgress.tsx';
import { useBoard, useParts } from '../board/board-context.ts';
import { Button } from '../ui/Button.tsx';
import { useFormats } from '../ui/formats.ts';
import { Remark, Row, SwitchRow } from './Row.tsx';
import { StationSection } from './StationSection.tsx';
import { useSettings } from './station-settings.ts';

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

/** Backups, checks and restoring: where they go, how they stand, and what is in them. */
export function BackupSection() {
  const { t } = useTranslation();
  const formats = useFormats();
  const settings = useSettings('backup');
  const backups = useBackups();
  return (
    <StationSection id="backup" title={t('backup.title')} what={<p>{t('backup.what')}</p>} settings={settings}>
      {({ isOn, folder, hour }, isDisabled) => (
        <>
          <SwitchRow
            label={t('backup.on')}
            why={t(folder === null ? 'backup.on-why-beside' : 'backup.on-why')}
            isOn={isOn}
            isDisabled={isDisabled}
            onChange={(isWanted) => settings.change((backup) => ({ ...backup, isOn: isWanted }))}
          />
          <Row label={t('backup.hour')}>
            <NativeSelect
              aria-label={t('backup.hour-label')}
              disabled={isDisabled}
              value={String(hour)}
              data={HOURS.map((choice) => ({
                value: String(choice),
                label: formats.timeOfDay(`${String(choice).padStart(2, '0')}:00`),
              }))}
              onChange={({ currentTarget: { value } }) =>
                settings.change((backup) => ({ ...backup, hour: Number(value) }))
              }
            />
          </Row>
          <Row
            label={t('backup.folder')}
            why={t('backup.folder-why')}
            below={
              <>
                <FolderForm
                  key={folder ?? ''}
                  label={t('backup.folder-label')}
                  action={t('backup.folder-save')}
                  initial={folder ?? ''}
                  {...(backups === null ? {} : { placeholder: backups.folder })}
                  isDisabled={isDisabled}
                  onSubmit={(typed) =>
                    settings.change((backup) => ({ ...backup, folder: typed === '' ? null : typed }))
                  }
                />
                {backups !== null && (
                  <Remark tone={backups.place === 'same-disk' ? 'amber' : 'quiet'}>
                    {t(`backup.place.${backups.place}`)}
                  </Remark>
                )}
              </>
            }
          />
          {backups === null && !isDisabled && <Remark tone="quiet">{t('settings.loading')}</Remark>}
          {backups !== null && <BackupRows state={backups} isDisabled={isDisabled} />}
        </>
      )}
    </StationSection>
  );
}

function BackupRows({ state, isDisabled }: { state: BackupState; isDisabled: boolean }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const act = useBackupAct();
  const { work, nextAt, backups, left, setAside, checks, lastRestore } = state;
  const isDamaged = useBoard((board) => board.status !== null && board.status.data.damage !== null);
  const [newest] = backups;
  const isSoon = nextAt !== null && Date.parse(nextAt) <= Date.now();
  return (
    <>
      <Row
        label={t('backup.last')}
        why={[
          newest === undefined ? t('backup.never') : formats.moment(newest.at),
          ...(nextAt === null
            ? []
            : [isSoon ? t('backup.next-soon') : t('backup.next', { when: formats.due(nextAt) })]),
        ].join(t('age.join'))}
        below={
          <>
            {state.problem !== null && (
              <Remark tone="red">
                {t('backup.failed')} {t(`backup.problem.${state.problem}`)}
              </Remark>
            )}
            {act.refusal !== null && <Remark tone="red">{t(refusalWord(act.refusal))}</Remark>}
          </>
        }
      >
        {work === null ? (
          <Button isBusy={act.isBusy} onClick={() => act.run((station, options) => station.now(undefined, options))}>
            {t('backup.now')}
          </Button>
        ) : (
          <>
            <WorkProgress work={work} />
            <Button onClick={() => act.run((station, options) => station.cancel(undefined, options))}>
              {t('backup.cancel')}
            </Button>
          </>
        )}
      </Row>
      <Row
        label={t('backup.list')}
        below={
          <>
            {backups.length === 0 ? (
              <Remark tone="quiet">{t('backup.list-none')}</Remark>
            ) : (
              <BackupList
                label={t('backup.list')}
                backups={backups}
                folder={null}
                isDisabled={isDisabled || work !== null}
              />
            )}
            {state.restoreProblem !== null && (
              <Remark tone="red">
                {t('backup.restore-failed')} {t(`backup.problem.${state.restoreProblem}`)}
              </Remark>
            )}
            {lastRestore !== null && (
              <Remark tone="good">
                {t('backup.done-restore', { when: formats.moment(lastRestore.at), count: lastRestore.checkIns })}
                {lastRestore.unreadable > 0 && ` ${t('backup.unreadable', { count: lastRestore.unreadable })}`}
                {lastRestore.photosMissing > 0 && ` ${t('backup.photos-lost', { count: lastRestore.photosMissing })}`}
              </Remark>
            )}
          </>
        }
      />
      {left !== null && left.backups.length > 0 && (
        <Row
          label={t('backup.left')}
          why={t('backup.left-why')}
          below={<BackupList label={t('backup.left')} {...left} isDisabled={isDisabled || work !== null} />}
        />
      )}
      {setAside.length > 0 && (
        <Row
          label={t('backup.set-aside')}
          why={t('backup.set-aside-why')}
          below={
            <>
              {isDamaged && <Remark tone="quiet">{t('backup.set-aside-needed')}</Remark>}
              <SetAsideList setAside={setAside} isDisabled={isDisabled || isDamaged || work !== null} />
            </>
          }
        />
      )}
      <OtherFolder isDisabled={isDisabled || work !== null} />
      <Row
        label={t('backup.checks')}
        why={t('backup.checks-why')}
        below={
          checks.length === 0 ? <Remark tone="quiet">{t('backup.checks-none')}</Remark> : <CheckList checks={checks} />
        }
      >
        {work === null && (
          <Button onClick={() => act.run((station, options) => station.check(undefined, options))}>
            {t('backup.check-now')}
          </Button>
        )}
      </Row>
    </>
  );
}

/** Backups that another PC has made, to go on with here. */
function OtherFolder({ isDisabled }: { isDisabled: boolean }) {
  const { t } = useTranslation();
  const { client } = useParts();
  const [isBusy, setIsBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [found, setFound] = useState<{ folder: string; backups: Backup[] } | null>(null);

  async function look(folder: string): Promise<void> {
    if (folder === '' || isBusy) return;
    setIsBusy(true);
    const answer = await safe(client.backups.look({ folder }, { signal: AbortSignal.timeout(30_000) }));
    setIsBusy(false);
    setRefusal(answer.isSuccess ? null : refusalOf(answer.error));
    setFound(answer.isSuccess ? { folder, backups: answer.data } : null);
  }

  return (
    <Row
      label={t('backup.from-folder')}
      why={t('backup.from-folder-why')}
      below={
        <>
          <FolderForm
            label={t('backup.from-folder')}
            action={t('backup.look')}
            initial=""
            isDisabled={isDisabled}
            isBusy={isBusy}
            onSubmit={(folder) => void look(folder)}
          />
          {refusal !== null && <Remark tone="red">{t(refusalWord(refusal))}</Remark>}
          {found !== null && <BackupList label={t('backup.from-folder')} {...found} isDisabled={isDisabled} />}
        </>
      }
    />
  );
}
