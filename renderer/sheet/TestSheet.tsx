import { useTranslation } from 'react-i18next';
import type { StationSettings } from '../../shared/settings.ts';
import { KNOWN_LIGHTS } from '../../shared/warning-lights.ts';
import { LampIcon } from '../ui/LampIcon.tsx';
import styles from './Sheet.module.css';
import { SheetHead } from './SheetHead.tsx';
import { useMoment } from './sheet-formats.ts';
import tests from './TestSheet.module.css';

const GREYS = Array.from({ length: 11 }, (_, step) => step * 10);
/** What a font or a printer drops first, whatever the language of the sheet. */
const LETTERS = ['ÄÖÜ äöü ß éèêç ñ åøæ łşğ', '京A·88888 沪 粤 简体中文 张伟 王小明', '“ ” – … € £ ¥ ° ½ ①'];
const CODES = '0O 1Il 5S 8B 2Z';

/** A page that shows whether a printer prints a sheet right. */
export function TestSheet({
  settings,
  link,
  printedAt,
}: {
  settings: StationSettings;
  link: string | null;
  printedAt: string;
}) {
  const { t } = useTranslation();
  const moment = useMoment();
  return (
    <>
      <SheetHead
        settings={settings}
        title={t('sheet.test.title')}
        lines={[moment(printedAt)]}
        link={link === null ? null : { address: link, label: t('sheet.test.scan') }}
        copy={1}
      />
      <div className={tests.frame}>
        <i data-corner="1" />
        <i data-corner="2" />
        <i data-corner="3" />
        <i data-corner="4" />
        <p>{t('sheet.test.edges')}</p>
        <div className={tests.square} />
        <p>{t('sheet.test.square')}</p>
        <div className={tests.greys}>
          {GREYS.map((grey) => (
            <span key={grey} style={{ background: `rgb(0 0 0 / ${grey}%)` }} />
          ))}
        </div>
        <p>{t('sheet.test.greys')}</p>
        <h2>{t('sheet.test.letters')}</h2>
        {LETTERS.map((letters) => (
          <p key={letters} className={tests.letters}>
            {letters}
          </p>
        ))}
        <p className={`${tests.letters} ${styles.codeText}`}>{CODES}</p>
        <p>{t('sheet.test.codes')}</p>
        <h2>{t('sheet.test.lamps')}</h2>
        <div className={tests.lamps}>
          {Object.keys(KNOWN_LIGHTS).map((code) => (
            <LampIcon key={code} light={{ code, label: null, severity: 'amber' }} size={30} />
          ))}
        </div>
      </div>
    </>
  );
}
